"""The words of the travel world: how people name its aspects, its facets and their values.

Written from general knowledge of how such questions are put. The syntax of a cue is that of
``tacit.language.Vocabulary``: ``|`` for alternatives, `` & `` for words that must stand in the same clause, a
leading ``~`` for words that mean the facet only where its aspect is being talked about. A word that several
aspects share ("check-in", "balcony") is listed under each; the reader gives it to the aspect a message is
about. Values beyond the catalogue's preferences ("hand luggage") are there to recognise a choice being offered.

Each table is a comma-separated list in alphabetical order, strong cues first.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

from tacit.language import Vocabulary
from tacit.worlds.travel.phrasings import bank


def _cues(table: str) -> list[str]:
    return [" ".join(cue.split()) for cue in table.split(",")]


ASPECT_WORDS: dict[str, list[str]] = {
    "flight": _cues("""
        aboard, aeroplane, air ticket, air travel, aircraft, airfare, airline, airplane, flight, flown, fly, jet, plane,
        ~airborne, ~boarding, ~carrier, ~in flight, ~in the air, ~inflight, ~take off, ~ticket, ~up there
    """),
    "hotel": _cues("hotel, ~accommodation, ~guesthouse, ~hotel room, ~inn, ~lodging, ~property, ~resort, ~stay"),
    "restaurant": _cues("""
        bistro, brasserie, eatery, restaurant, trattoria, ~diner, ~dining, ~dinner, ~dinner reservation, ~eating out,
        ~meal out, ~night out, ~place to eat, ~supper, ~table reservation, ~tavern
    """),
    "apartment": _cues("""
        airbnb, apartment, condo, flat, holiday home, holiday let, holiday rental, vacation home, vacation rental,
        ~accommodation, ~host, ~landlord, ~lodging, ~loft, ~rental home, ~rental unit, ~self catering, ~stay
    """),
    "rental_car": _cues("""
        automobile, car, car hire, hire car, vehicle, ~drive, ~hire, ~rental, ~ride, ~road trip, ~wheels
    """),
    "trip": _cues("~everything, ~holiday, ~journey, ~overall, ~trip, ~vacation, ~whole thing"),
}

FACET_CUES: dict[str, list[str]] = {
    "trip.budget": _cues("""
        afford, all in & budget|most|max|maximum|tops, all in all & cost|spend|pay, at most &
        total|altogether|everything|cost|spend|pay, authorise|authorize & maximum|sum|spend, bill &
        total|final|whole|overall, bracket & total|budget|price|fall, budget, cap on, capped, capped at, cash,
        ceiling, closer to & or, cost altogether, cost limit, dollar figure, dollars, draw the line, exceed,
        expenditure, figure & mind|total|maximum, figure & treat|dollar|give|package|limit, final
        bill|figure|price|sum|amount, financial limit, funds, go above|beyond|over, go past, go up to, grand
        total, highest & bill|price|total|cost|sum|amount|figure, highest price|amount|sum, how deep, how far &
        money|budget, how high can you go, how much & altogether|total|everything|all|whole|lot|package, how
        much & pot, how much at most, how much can|are|do|would|could|should|will you, how much cash, how much
        is, how much max|maximum, how much money, how much to spend, in the pot, in total & what|how|come, keep
        everything under|below, keep it under|below, keep the total under|below, keep the whole thing
        under|below, keep under|below, limit, max total, maximum price|cost|amount|you, maximum total, money,
        money available, most & spend|pay|total|cost, most you can|could|would|want, no more than, not more
        than, number for & flight|hotel|everything|both|all|together, on a shoestring, one bill, out of pocket,
        overall total|cost|price|spend|amount|figure, price cap, price limit, price range, price tag, put aside
        & what|how|much, set aside & what|how|trip|much, shoestring, spend, spend altogether|overall, spending
        limit, spending room, stay under|below, stretch to & how far|much, sum, sum & available|total|overall,
        tight & money|budget, top figure|amount, top price, tops, total & how
        much|max|maximum|most|limit|figure|available|spend, total amount, total cost|price|amount|spend, total
        figure, total in mind, total sum, upper end, upper limit, what you've set aside, wiggle room &
        budget|total|price|number, willing to pay|spend, your number for, ~cap, ~cost, ~pay, ~price
    """),
    "trip.priority": _cues("""
        absolute must, at a pinch, at all costs, at the expense of, bear to lose, before touching, bend on, both
        & stretch|fit|afford, bottom of your|the list, can't do both, can't do without, can't fit, can't have
        both, cannot fit, cannot have both, care & most, care about most, choose between, closest to your heart,
        come down to, come first, comes down to, comes first, compromise, could you bear, couldn't do without,
        couldn't live without, counts more, count|counts most, count|counts the most, cross off, cross out, cut
        & first|something|if, cut back, cut corners, deal breaker, dealbreaker, dear to you, dearer, dearest,
        ditch, do without, down to one|a choice, downgrade & to|if|first, drop & first|would|could|if|rather,
        drop first, drop one, either or, expense of, fight hard, fight hardest|for, first &
        give|cut|drop|lose|keep, first to go, flexible on|about, forced to pick|choose, forfeit, forgo, give
        something up, give up, give way, go first, go without, goes first, gutted, happily skip|drop|lose,
        hardest to keep, has to give, has to go, have to give, heart set, higher on|up your list, hold dear,
        holds dear, importance, important, in order & preference|importance, just one & or, keep &
        if|drop|lose|one, least & mind|miss|care|bother, least important, leave off, leave out, less important,
        let go, let go first, let it go, let slide, let that go, live without, lose one, matter &
        most|more|least, matter|matters more|most|least, mean losing, means losing, mean|means more to you, miss
        more, miss most, miss out on, miss the most, money runs out, more important, more than &
        mean|want|value|care, more valued, most important, must have, must haves, must keep, must keeps,
        negotiable, nice to have, non negotiable, non negotiables, nonnegotiable, one of the two, one of them &
        only|if|keep|drop, one or the other, one thing you, only fit, only have one, only manage, only one,
        order of importance, order of preference, other way around, outrank, part with, precedence, prefer to
        lose|drop|keep, prioritise, prioritize, priority, protect, protect at all, push comes to shove, rank,
        rate & importance, rather & drop|keep|lose|skip|give|without, rather have|go|keep|lose|drop|give,
        relinquish, retain, runs out, sacred, sacrifice, sacrificed, sacrificing, save one, scale back, scale
        down, shed, should stay|go & which|or, skip & could|would|can, skip & if|first|rather|happily, sooner
        lose|drop|give|keep|skip|have, stays & which, stretch to both, strike off, survive, swap, swap & for,
        take precedence, the first to go|drop, the one thing, the one you'd keep|miss|drop|fight, the other way
        round, to give way, top of the list, top of your list, torn, trade, trade & for, trade off, tradeoff,
        trading off, trim, trump, value more, valued & more|most, weigh, weigh more, which & more|most|first &
        rather|keep|drop, which of the two, which of these two, which one would you keep|drop|lose|miss|save,
        which should stay|go|survive, which would you keep|drop|lose|miss|save|choose, win & which, wins, worth
        dropping, worth giving, worth it, worth losing, worth more, ~dispensable, ~drop, ~essential, ~prefer
        more, ~skip
    """),
    "trip.loyalty": _cues("""
        air miles, air miles account, airmiles, alliance, bonus club, bonus miles|points, bonus
        programme|program, bonus scheme, brand loyalty, build up status, club card, collect & points|miles,
        collect points|miles, collect with, credit points, different reward programs, earn points|miles, elite
        status, frequent flier, frequent flyer, frequent traveller|traveler, gold status, loyal customer, loyal
        to, loyalty, loyalty account|card|club|member|points|program|programme|scheme|status, member number,
        member of, membership, membership number, memberships, miles & collect|earn|use, miles account, miles
        programme|program, one scheme|programme|program|account|club, partner programme|program, partners &
        scheme|programme|program|bonus, points, points balance|account, points programme|program, points scheme,
        reward, reward club, rewards account, rewards club, rewards program|programme|scheme, same one &
        membership|memberships|club|programme|program, same programme|program|scheme|club|account|chain, scheme,
        single scheme|programme|program, stamp card, status & hotel|airline|member|loyalty|elite|gold, status
        with, stick with one, tied to & programme|program|miles|club|scheme|chain, tier, tier status, ~brand,
        ~card, ~chain, ~club, ~member, ~miles, ~programme
    """),
    "flight.cabin": _cues("""
        booking class, cabin class, cabin preference, cabin type, carriage, category & seat, cheap seats, class
        are|do|would|should|did you, class of service, class of ticket, class of travel, class preference, class you,
        class you'd, comfort level, fancy seat|cabin|class, fare bracket, fare category, fare class, fare tier, fare
        type, flight class, front cabin, how fancy, kind of cabin, level of comfort, level of service, part of the
        plane|aircraft, paying for business, posh seats, preferred cabin, preferred class, seating class, section of the
        plane|aircraft, service class, ticket class, ticket type, travel class, turn left, type of cabin, type of fare,
        type of ticket, what cabin, what class, which cabin, which class, ~cabin, ~class, ~comfort, ~fare, ~how
        comfortable, ~luxury, ~section, ~splurge, ~standard, ~tier, ~travel in style, ~treat yourself, ~up front,
        ~upgrade
    """),
    "flight.stops": _cues("""
        all the way & flight|fly|plane, all the way through, boarding a second, break the journey|trip|flight, break up
        the flight|trip|journey, break your journey|trip, change midway, change of plane|aircraft|flight, change
        plane|flight|aircraft|airplane, changeover, connecting flight, connecting
        itinerary|itineraries|service|route|leg, connection, en route, hang around, hops, how many changes, how many
        legs, in one go, in transit, indirect, interchange, intermediate, layover, mid journey, number of changes,
        number of legs, one hop, one stop, plane change, routing, second plane, send you through|via, single hop, single
        leg, stop, stopover, straight there, straight through, swap plane|aircraft|flight, switch plane|aircraft|flight,
        through flight, touch down, transfer & fly|flight|plane|airport|airline, two hops, willing to change, ~along the
        way, ~break, ~change along|on|somewhere|in, ~changes, ~detour, ~direct, ~in between, ~land, ~legs, ~nonstop, ~on
        the way, ~one long leg, ~transfer, ~transit, ~via
    """),
    "flight.departure": _cues("""
        alarm clock, am flight|departure, am or pm, at the airport & hour|time|when, bit of the day, crack of dawn, day
        or night, depart, depart time, departure, departure hour, departure preference, departure slot, departure time,
        departure window, earliest, early bird, flight leave, flight time, fly out, get up early, head out, head to|for
        the airport, hour & fly|flight|plane|leave|travel|go|suit, hour before, how early &
        fly|flight|leave|depart|airport, how late & fly|flight|depart, in the am|pm, jet off, latest &
        fly|flight|plane|leave|air, leave home, lift off, morning person, night owl, part of the day, plane leave, rise
        early, set off, set out, start the journey, start your journey, take off, takeoff, time &
        fly|flight|plane|leave|travel|go|air, time of day, time of departure, time of the day, time slot, ungodly,
        wheels up, when & fly|flight|plane|leave|go|travel|air, ~5|6|7|8|9|10|11 am, ~daylight, ~daytime, ~earlier,
        ~early, ~get going, ~hit the road, ~hour, ~hours & fly, ~how early, ~late, ~later, ~leave, ~o'clock, ~pm,
        ~schedule, ~slot, ~time frame, ~time window, ~timing
    """),
    "flight.baggage": _cues("""
        allowance, animal, anything to check, anything to check in, backpack, bag, baggage, bicycle &
        fly|flight|plane|hold|bring|take, bike & fly|flight|plane|hold|bring|take, boards & ski|skiing|surf, bulky,
        cabin bag, cargo, carry on, carryon, case & weight|many|number|hold|flight|plane|fly|heavy, cat, check &
        bag|suitcase|luggage|piece|case, check anything|any|something|stuff in, check in &
        bag|suitcase|luggage|piece|case|item|kilo|baggage, check in anything|any|something|stuff, checked pieces,
        checking anything|any|something, dog, duffel, duffle, four legged, furry, golf, golf bag, golf club, heavy to
        check, hold luggage|bag|baggage, holdall, how heavy, how many pieces, how much & check|checking, in the hold,
        instrument, items to check, kilo, lug, luggage, musical instrument, number of pieces, overhead
        bin|locker|compartment, oversized, pack, packing, pet, pieces you|to|will, puppy, rucksack, ski|skis, snowboard,
        something to check, sport equipment, sports gear, stow, suitcase, surfboard, the hold, travel light, trolley,
        valise, weight, ~belongings, ~bring, ~bring along, ~carry, ~cases, ~drag, ~fido, ~gear, ~haul, ~kg, ~pieces,
        ~special items, ~stuff, ~take along, ~take with you, ~transport, ~travel with
    """),
    "flight.seat": _cues("""
        back of the plane|cabin|aircraft, bulkhead, by the window, choose to sit, clouds, exit row, extra space, front
        of the plane|cabin|aircraft, front or back, knee room, leg room, legroom, like to sit, long legs, look out,
        middle seat, on the plane|aircraft & where|whereabouts, place on the plane|aircraft, position|place|where in the
        cabin|plane|aircraft, prefer to sit, rear of the plane|cabin|aircraft, room for your legs, row, seat, seat
        assignment, seat choice, seat location, seat map, seat on the plane, seat position, seat preference, seat
        selection, seat type, side of the plane|aircraft|cabin, sit & where|whereabouts, sit on the plane, space for
        your legs, spot on the plane|aircraft, stretch out, stretch your legs, want to sit, where on board, where to
        sit, ~front, ~leg, ~middle, ~over the wing, ~place you at|by|in|near|on|next|beside|somewhere, ~put you, ~rear,
        ~seat you, ~sit, ~spot, ~tall
    """),
    "flight.onboard": _cues("""
        at altitude, at every seat, at the seat, at your seat, blanket, busy & air|flight|plane, charge &
        phone|laptop|device|seat|fly|flight|plane|battery, charge your devices|phone|laptop, charger, charging &
        phone|laptop|device|seat|fly|flight|plane|air, connectivity, during the flight, entertainment, fed &
        fly|flight|plane|airline|air, feed you & fly|flight|plane|airline|air, film, get online, headphone, in flight,
        in flight service, in the sky, inflight, internet, internet access, laptop & air|fly|flight|plane, mid air, mid
        flight, midair, movie, netflix, on board, on board service, onboard, online, outlet, pillow, plug &
        seat|flight|plane|fly|air, plug & seat|flight|plane|fly|air|laptop, power &
        seat|flight|plane|fly|air|laptop|device, screen, service in the air, service on board, snack, socket, stay
        connected, stay online, surf the web, up in the air, usb, while flying, while you fly|'re flying, wi fi, wifi,
        ~amenity, ~browse, ~catering, ~charge, ~comforts, ~creature comforts, ~drink, ~eat, ~email, ~extras, ~facility,
        ~features, ~fed, ~food, ~hungry, ~kill time, ~magazines, ~meal, ~pass the time, ~perks, ~plug, ~power, ~provide,
        ~serve, ~service, ~stream, ~tray, ~up there, ~work
    """),
    "hotel.location": _cues("""
        area, area of the city|town, around the corner from, around you & hotel|find, arrondissement, barrio, base
        yourself, be based, borough, busy part, close by, close to the trains, corner of, corner of the city|town,
        district, end of town, find around you, hotel & sit|lie, hotel location, in the middle of town|the|everything,
        location, location of the hotel, neighborhood, neighbourhood, part of the city|town, part of town|city|berlin,
        postcode, proximity, quarter, quiet part, quiet|busy|lively|quieter|livelier part of town|the, side of the city,
        side of town, situated, smack, stone's throw, surroundings, vicinity, walkable, walking distance, which hood,
        ~base, ~be near, ~close to, ~distance, ~downtown, ~far from, ~located in, ~minutes from, ~near, ~nearby, ~on
        foot, ~part of, ~position, ~setting, ~somewhere quiet|central|lively|livelier|quieter, ~spot, ~wake up, ~where,
        ~whereabouts, ~which part|bit|side, ~which town, ~zone
    """),
    "hotel.bed": _cues("""
        bed, bed arrangement, bed configuration, bed preference, bed setup, bed size, bed type, duvet, futon, mattress,
        share a bed, sleep on, sleep together|separately|apart|in separate, sleeping arrangement, sleeping
        configuration, sleeping setup, ~configuration, ~kind of room, ~room configuration, ~room type, ~share, ~single,
        ~sleep, ~together, ~type of room
    """),
    "hotel.meals": _cues("""
        all inclusive, any meals, b b, bed and breakfast, board & half|full|basis|hotel|type|plan, board &
        half|full|basis|hotel|type|plan|none|rate, board basis, board option, board type, breakfast, brought|sent up to
        your|the room, buffet, catering, dinner|dine|eat in the house, eat at the hotel, eat in house, eat in the hotel,
        fed & hotel, feed you, food in your|the room, food included, full board, half board, in room dining, in the
        rate, kind of board, meal & hotel|include|book|provide|want|take, meal arrangement, meal option, meal package,
        meal plan, meal preference, meals at the hotel, meals in, meals in house, meals included, morning buffet,
        morning meal, room only, room service, sandwich & room, start the day, type of board, what board, what meals,
        which board, which meals, ~bite, ~board, ~dine, ~dinner, ~eat, ~eggs, ~fed, ~food, ~hungry, ~in the price,
        ~included, ~lunch, ~meal, ~morning coffee, ~supper
    """),
    "hotel.facilities": _cues("""
        amenity, around the hotel, common areas, do laps, exercise, facility, fitness, gym, hammam, hot tub, hotel
        amenity, hotel facility, in the building, in the house, jacuzzi, keep fit, laps, leisure, lift weights, lounge,
        massage, on site, onsite, parking, pool, premises, recreation, sauna, shared spaces, spa, stay active, stay fit,
        stay in shape, steam bath, steam room, swim, tennis, training & hotel, treatment, unwind, wellness, whirlpool,
        work out, workout, yoga, ~active, ~comforts, ~downstairs, ~downtime, ~extras, ~features, ~hotel
        have|offer|provide, ~hotel to have|offer|provide, ~include, ~make use, ~offer, ~pamper, ~perks, ~provide,
        ~relax, ~services, ~use of
    """),
    "hotel.room": _cues("""
        air con, air conditioning, aircon, balcony, bath, bathroom, bathtub, chamber, city view, curtains & draw|open,
        curtains & draw|open|see, feature of the|your room, fittings & room|hotel, from the window, from your window, in
        room amenities|comforts|features|equipment, kettle, look out, mini bar, minibar, out of the window, out of your
        window, outlook, outside your|the window, overlook, room amenity, room comforts, room equipment, room extras,
        room feature, room itself, room window, sea view, shower, soundproof, suite, tub, view, window of your|the room,
        ~bedroom, ~courtyard, ~guest room, ~hotel room, ~in room, ~in the room, ~in your room, ~inside the room, ~inside
        your room, ~kind of room, ~outside space, ~room, ~room absolutely, ~room have, ~room preference, ~room request,
        ~room requirement, ~room to have|include, ~room type, ~room wish, ~scenery, ~soak, ~type of room, ~your hotel
        room, ~your room, ~your window
    """),
    "hotel.checkin": _cues("""
        access to your|the hotel room, access to your|the room, arrival time, arrive at the hotel, arrive early, arrive
        late, awake & hotel|get there, be in the room & when, be in your hotel room & when, be in your room & when,
        check in, check in time, check out, check out time, checkin, checkin time, checkout, checkout time, clear out,
        crash in the room, day of arrival, day of departure, drop bags, drop off your bags|luggage, drop your
        bags|luggage, early access, early arrival, expect you, front desk, get into your|the hotel room, get into
        your|the room, get there at, get to the hotel, give up the|your room, hand back the room, hand back your room,
        hang on to the room, hang on to the|your hotel room, hang on to your room, have the room, hotel arrival, how
        late & room, into the room, into your room, keep the|your room, keep yours, late arrival, leave the hotel, leave
        the|your room, let you in & hotel|morning|early, move into your|the room, night porter, out of the room, reach
        the hotel, reception, room & ready, room key, room past, room ready, room sooner, room to be available, room to
        be ready, room until, settle in, show up, take possession & room, time of arrival, turn up, vacate, when &
        expect|reach|arrive, when you come and go, ~arrive, ~depart, ~departure, ~early, ~eta, ~final day, ~get in,
        ~hour, ~last day, ~late, ~leave, ~midnight, ~time, ~what time
    """),
    "restaurant.cuisine": _cues("""
        appetite, cooking style, country's food|dishes|cooking|kitchen, crave, cuisine, culinary, dish, ethnic, fancy
        eating, fancy for dinner|supper|lunch, feel like eating & what|which, flavor, flavour, food from, food
        preference, food style, food type, gastronomy, have for dinner|supper|lunch, hungry for, in the mood, kind of
        food|cooking|restaurant|meal|kitchen|dish|fare|menu|eats, like for dinner|supper, like to eat & what|which, menu
        & kind|type|sort|style|what|which, mood for, national cuisine, palate, part of the world, sort of
        food|cooking|restaurant|meal|kitchen|dish|fare|menu, specialities, speciality, specialty, stomach say, style of
        food|cooking|restaurant|kitchen|dish, taste, taste buds, type of
        food|cooking|restaurant|meal|kitchen|dish|fare|menu, want eat & what|which, want to eat & what|which, what food,
        what to eat, which food, wish to eat & what|which, ~cooking, ~eat, ~feel like eating, ~food, ~foodie, ~grub,
        ~kitchen, ~like to eat, ~nosh, ~on the plate, ~on your plate, ~order, ~want eat, ~want to eat, ~wish to eat
    """),
    "restaurant.diet": _cues("""
        abstain, allergic, allergy, anything you avoid, avoid & food|eat|ingredient|dish|kitchen|restaurant|dinner|menu,
        avoid eating, can not eat, can't eat, can't have, can't stomach, can't you eat|have, cannot eat, cannot have,
        cannot you eat|have, chef & aware|know|tell, dairy, diet, dietary, doesn't eat, don't eat, eat everything, eat
        meat, eating habits, eating restriction, eating rule, food & ill|sick, food allergy, food intolerance, food
        issues, food needs, food restriction, food rule, food sensitivity, food to avoid, foods you avoid, fussy,
        gluten, hives, hospital, in the food, ingredient, intolerance, keep off, keto, kitchen &
        aware|warn|tell|told|restaurant|know, kosher, lactose, leave out, left out, lifestyle, must not eat, mustn't
        eat, never eat, not allowed to eat, not eat, off limits, off the menu, off the plate, off the table, off
        your|the plate, pescatarian, religious, restriction, shouldn't eat, sick & eat|food|eating, special diet,
        special menu, stay away from, steer clear, unable to eat, vegan & kitchen|food|restaurant|eat|menu, watch out
        for & eat|food, won't eat, ~avoid, ~in your food, ~picky, ~sensitive, ~special requirements, ~stomach, ~tolerate
    """),
    "restaurant.atmosphere": _cues("""
        ambiance, ambience, ambient, atmosphere, background noise, bustling, buzz, buzzy, calm, candle, casual, chilled,
        classy, cosy, cozy, decor, dress code, dress up, dressy, elegant, energetic, environment, fancy fancy, fancy
        schmancy, feel & place|evening|restaurant|dinner|like|night, feel like & place|evening|room|restaurant, feel of
        the place|restaurant, festive, fine dining, formal, hear yourself|each, hip, homely, homey, informal, interior,
        intimate, kind|sort|type|style of setting|evening|night|atmosphere|ambience|vibe, laid back, loud, louder, low
        key, mood, mood of, noise, noise level, noisy, relaxed, room feel, rowdy, rustic, smart, stylish, trendy,
        upscale, vibe, white tablecloths, with|of toddlers|kids|children, ~character, ~come along, ~energy, ~feel,
        ~kind|sort|type|style of place|spot|venue, ~lively, ~occasion, ~scene, ~setting, ~spirit, ~style, ~surroundings,
        ~tone
    """),
    "restaurant.seating": _cues("""
        al fresco, alfresco, area of the restaurant, bar counter, bar stool, booth, corner of the restaurant,
        cosy|cozy|quiet|nice corner|nook, counter, courtyard, dining hall, dining room, eat|dine
        outside|outdoors|inside|indoors, fancy eating|dining outside|outdoors|inside|indoors, garden, in or out, in the
        open air, indoors, inside, inside or out, like to sit, like|want|prefer|love to sit
        outside|outdoors|inside|indoors, main hall, main room, open air, outdoors, outside, part of the restaurant,
        patio, place in the restaurant, placed, prefer to sit, private dining, private room, room just for, seat, seat &
        outside|inside|terrace|patio|restaurant|outdoors, seat you &
        outside|inside|terrace|patio|table|restaurant|outdoors, seated, seating area, seating preference, section of the
        restaurant, sit & outside|outdoors|inside|indoors, sit & where|whereabouts, sit in the restaurant, table, table
        location, table position, table preference, terrace, under a roof, under the open sky, veranda, want to sit,
        where in the restaurant, where to sit, ~area, ~corner, ~location, ~nook, ~part, ~place you
        at|by|in|near|on|next|beside|somewhere, ~private, ~put you, ~rooftop, ~seat you, ~section, ~sit, ~spot, ~view,
        ~where, ~window
    """),
    "restaurant.drinks": _cues("""
        alcohol, ale, aperitif, aperitivo, bar selection, bartender, beer, beverage, booze, bottle, brew, bubbly,
        cellar, champagne, cocktail, digestif, drink, drinks list, drinks menu, gin, in your glass, in your|the|their
        glass, juice, libation, liquor, margarita, mocktail, mojito, negroni, nightcap, non alcoholic, pairing, pint,
        poison, pour, poured, prosecco, rosé, rum, sake, sangria, sip, sober, soft drink, sommelier, sparkling, spirits,
        spritz, teetotal, thirst, tipple, wash it down, what to drink, whiskey, whisky, wine, ~bar, ~glass, ~list
    """),
    "restaurant.entertainment": _cues("""
        amusement, anything going on, anything to watch, background music, band, cabaret, chef at work, chef cook, chefs
        at work, comedian, comedy, concert, cooking show, dance, dancer, dinner show, dj, entertainment, fado, flamenco,
        floor show, food being prepared, going on & eat|dine|dinner|meal, guitar, happen & eat|dine|dinner|meal,
        happening & eat|dine|dinner|meal|restaurant, jazz, karaoke, live act, live show, livemusic, look at
        while|during, magician, music, musician, on stage, open kitchen, performance, performer, pianist, piano, play &
        music|eat|dine|dinner|meal|band|somebody|someone, quiz night, see the chef|chefs|cook|cooks|kitchen, show
        kitchen, sing, singer, something going on, something to watch, spectacle, stage, stand up, strum, tango, to
        watch, tunes, view of the kitchen, watch & dinner|eat|meal|chef|cook|kitchen|dine, watch the
        chef|chefs|cook|cooks|kitchen, ~acts, ~as you eat|dine, ~chef, ~during dinner|the meal, ~live, ~over dinner,
        ~playing, ~show, ~watch, ~while eating|dining, ~while you eat|dine
    """),
    "apartment.bedrooms": _cues("""
        apartment size, bed room, bedroom, br, flat size, how big & apartment|flat|place, how large &
        apartment|flat|place, how many of you & sleep, how many rooms, how spacious, many rooms, number of bedrooms,
        number of rooms, own room, places to sleep, private room, room count, room each, room of their|your own, rooms &
        flat|apartment|many|number|separate, rooms to sleep, separate room, separate sleeping, share a room, size of the
        apartment|flat|place, size of your apartment|flat|place, sleep separately, sleeping places, sleeping room,
        sleeping space, square metre|meter, studio, studio flat|apartment, ~big, ~doors, ~how many, ~how many people,
        ~large, ~layout, ~rooms, ~size, ~sleep, ~space, ~spacious
    """),
    "apartment.kitchen": _cues("""
        appliance, baking, coffee machine, coffee maker, cook, cook for yourself, cook or eat out, cooker, cookware,
        crockery, dishwasher, do the dishes, eat out or cook, espresso, freezer, fridge, hob, home cooked, hotplate,
        kitchen, kitchen appliance, kitchen equipment, kitchen gear, kitchen setup, kitchenette, make pasta|dinner|meals
        & home|flat|apartment, make your meals|food|breakfast|coffee|dinner, make your own
        meal|food|breakfast|dinner|coffee, making food|meals|dinner|breakfast|coffee, microwave, oven, own coffee, pans,
        pots, pots and pans, prepare meal|food|breakfast|dinner|your, refrigerator, self cater, stove, toaster, utensil,
        wash the dishes, washing up, whip up, your own meals, ~breakfast, ~chef, ~coffee, ~dishes, ~eat in, ~food,
        ~meals
    """),
    "apartment.outdoors": _cues("""
        able to sit outside|outdoors, al fresco, alfresco, backyard, balcony, barbecue, bbq, courtyard, deck, exterior,
        exterior space, fresh air, garden, green space, greenery, grill, in the open air, in the sun, lawn, loggia, open
        air, open air space, open sky, outdoor, outdoor area, outdoor space, outside, outside area, outside space,
        patio, place outside, plants, porch, roof terrace, rooftop, sit in the sun, sit outside|outdoors, space outside,
        spot outside, step outside, sunbathe, sunny spot, terrace, veranda, yard, ~air, ~green, ~outdoorsy, ~roof, ~sun,
        ~sunshine
    """),
    "apartment.area": _cues("""
        area, area of the city|town, arrondissement, barrio, borough, busy part, close by, corner of, corner of the
        city|town, district, end of town, hip|trendy|lively|cool|sleepy area|district|neighbourhood|quarter, kind of
        street, lane, location, lodged, neighborhood, neighbourhood, part of & live, part of the city|town, part of
        town|city|berlin, postcode, proximity, quarter, quiet part, quiet|busy|lively|quieter|livelier part of town|the,
        side of the city, side of town, situated, smack, street, surroundings, vicinity, walkable, walking distance,
        where & live|living, which hood, ~base, ~be near, ~close to, ~distance, ~downtown, ~far from, ~front door,
        ~hood, ~living in, ~located in, ~near, ~nearby, ~part of, ~position, ~setting, ~somewhere
        quiet|central|lively|livelier|quieter, ~spot, ~where, ~whereabouts, ~which part|bit|side, ~zone
    """),
    "apartment.workspace": _cues("""
        bandwidth, broadband, conference call, connection speed, connectivity, corner to work, deadline, desk, do your
        job, facility & professional, facility & work, freelance, get on with work, get stuff|things|anything done, get
        work done, home office, internet, internet access, internet connection, internet speed, job, laptop, mbps,
        monitor, network, office & apartment|flat|home|space|set|work|place, office area|space|corner|room, office
        chair, office setup, online, online meeting, place to work, productive, professional, quiet corner, remote work,
        remotely, room to work, somewhere to work, spot to work, table & work, telework, upload, video call, video
        conference, wi fi, wifi, wifi speed, wired, work, work during|while, work from, work remotely, work
        space|area|station|corner|setup|spot|desk|table, workspace, workstation, writing & flat|apartment, your job,
        zoom, ~calls, ~computer, ~connection, ~meetings, ~office, ~screen, ~stream, ~study
    """),
    "apartment.access": _cues("""
        access, access code, arrival & apartment|flat|host|key, barrier free, be let in, buggy, check in, checkin,
        climb, code, collect the keys, concierge, door code, doorman, elevator, enter the|your
        apartment|building|flat|house|place|property|unit|home|premises, entrance, entry, entry code, flight of stairs,
        floor level, get hold of the keys|key, get inside, get into, get|grab the keys|key, greeted, ground floor, hand
        over, handover, high floor, host & meet|greet|key|welcome|let|wait, in person, key, key box, key collection, key
        handover, key safe, keybox, keypad, let in, let into, let you in, let you into, let yourself in, let yourselves
        in, lift, lock box, lockbox, meet you, met by, mobility, open up, pram, pushchair, ramp, reach the
        apartment|flat, self check in, smart lock, stair, staircase, step free, steps, stroller, top floor, upper floor,
        walk up, what floor, wheelchair, which floor, ~arrival, ~building, ~carry, ~door, ~enter, ~floor, ~front door,
        ~get in, ~hand you, ~knees, ~late arrival, ~lock, ~reach, ~walk
    """),
    "rental_car.transmission": _cues("""
        auto, automatic, change gear, clutch, clutch pedal, drive stick, gear, gear box, gear change, gear
        lever|stick|shift, gearbox, gearshift, manual, number of pedals, pedal, shift, shift gears, shifter, stick,
        stick shift, three pedals, transmission, two pedals
    """),
    "rental_car.fuel": _cues("""
        at the pump, battery, biofuel, charging & car|vehicle|drive|electric|road, charging
        station|stations|point|points, combustion, diesel, drivetrain, eco friendly, ecofriendly, electric, emission,
        engine, engine type, ev, fill it, fill the tank, fill up, fuel, fuel type, gas, gas station, gasoline, hybrid,
        lpg, motor, petrol, petrol station, plug in, plug in hybrid, power it, power source, power the car|vehicle,
        power train, powered, powertrain, propulsion, pump, range anxiety, run on, tank, tesla, type of fuel, under the
        bonnet, under the hood, unleaded, what powers, zero emission, ~charge, ~eco, ~energy, ~green, ~plug, ~range
    """),
    "rental_car.body": _cues("""
        beast, body style|type|shape, bodywork, boot, boot space, car
        type|class|size|category|model|shape|style|body|group, cargo space, category of car|vehicle, class of
        car|vehicle, drive & what are you|we, family car|bus|van, fit everyone, headroom, how big & car|vehicle, how big
        a car|vehicle, how large & car|vehicle, how many of you & car|ride|drive, how many seats, kind of
        car|vehicle|ride|wheels|rental|auto, like to drive, make and model, make or model, model of car|vehicle, number
        of seats, people & car|vehicle|ride, rental class|category, seater, shape of car|vehicle, size car, size of
        car|vehicle, size of the car|vehicle, sort of car|vehicle|ride|wheels|rental|auto, style of car|vehicle, trunk,
        trunk space, type of car|vehicle|ride|wheels|rental|auto, vehicle
        type|class|size|category|model|shape|style|body|group, what car, what vehicle, which car, which vehicle, ~big,
        ~bigger, ~category, ~class, ~doors, ~fit, ~kind of, ~large, ~model, ~passengers, ~people, ~room, ~roomy, ~seats,
        ~shape, ~size, ~small, ~space, ~spacious, ~style, ~tiny, ~type, ~what kind, ~what type, ~which kind
    """),
    "rental_car.cover": _cues("""
        accident, assistance & road|car|breakdown, break down, breakdown, bump, cdw, collision, cover &
        insurance|car|excess|rental|damage|accident|vehicle|full|basic|zero|breakdown, coverage, crash, damage,
        deductible, dent, excess, extra insurance|cover|protection, fender bender, flat tyre|tire, fully comp, goes
        wrong, happen & road|car|drive, insurance, liability, liable, out of pocket, peace of mind, policy, protection,
        roadside, roadside assistance, scratch, something happens, stranded, theft, tow, tyre, waiver, who & pay,
        windscreen, ~assistance, ~cover, ~risk, ~safety net
    """),
    "rental_car.pickup": _cues("""
        branch, bring it to|round, bring the car|it to, bring you the car, brought to you|your, car & waiting, car
        round, collect, collection point, deliver, delivery, depot, drive away, drive the car to, drop it off, drop off
        the car, drop the car, dropped off, drove the car, fetch, get hold of the car, get hold of the keys|key, get the
        car|vehicle & where|airport|downtown|station|how, get the rental, grab|get the keys|key, hand over, hand you the
        car, hand you the keys, handover, key & car|vehicle, keys & rental|counter, meet the car, pick it up, pick up,
        pick up point|location|place, pick your car|vehicle up, picking the car|vehicle|it up, pickup, receive the
        car|vehicle, rental branch, rental counter, rental desk, rental location, rental office, start the rental, start
        your rental, take delivery, take over the car|vehicle, take possession & car|vehicle, take the car, what|which
        place, where & start driving|rental, ~agency, ~at which, ~counter, ~desk, ~get it, ~get the car, ~get your car,
        ~location, ~office, ~point, ~station, ~terminal, ~where, ~whereabouts
    """),
    "rental_car.equipment": _cues("""
        accessory, add on, addon, all that gear, android auto, any extras, baby gear, baby seat, bike rack, bluetooth,
        booster, booster seat, car extras, car features, car play, car seat, carplay, chains, child seat,
        child|children|kids|kid|baby|toddler|little & seat, connect & phone, connect your phone, dash cam, dashboard,
        dashcam, directions, extra equipment, extra gear, extras & car|vehicle|rental, features in the car, find your
        way, gadget, gear & put|fit|install|kid|ski|supply, goodies, google maps, gps, infant seat, infotainment,
        isofix, kid seat, kit, luggage rack, mirror your phone, navi, navigation, on the roof, optional equipment,
        optional extras, other gear, phone holder, phone integration, phone mirroring, rental equipment, roof bars, roof
        box, roof carrier, roof rack, sat nav, satnav, screen mirroring, ski box, ski gear, ski rack, smartphone, snow
        chains, toddler seat, winter tyres|tires, ~baby, ~bikes, ~child, ~come with, ~equipment, ~extras, ~features,
        ~fitted, ~fitted with, ~fittings, ~in it, ~in the car, ~inside the car, ~installed, ~kids, ~on top, ~onboard,
        ~phone, ~roof, ~screen, ~skis, ~tech, ~toddler
    """),
}

VALUE_CUES: dict[str, dict[str, list[str]]] = {
    "flight.cabin": {
        "business": _cues("biz class, business, business cabin, business class, first class, flat bed, lie flat"),
        "premium": _cues("economy plus, extra comfort class, premium, premium economy"),
        "economy": _cues("""
            basic economy, cattle class, coach, economy, economy class, main cabin, regular economy, second class,
            standard class, tourist class
        """),
    },
    "flight.stops": {
        "nonstop": _cues("""
            0 stops, direct, direct connection, direct flight, direct route, direct service, fly straight, in one go, no
            change, no changing planes, no connection, no layover, no stop, no stopover, non stop, nonstop, stop free,
            straight flight, straight through, without a stop|connection|layover|change, without any
            stops|connections|layovers|changes, without changing planes, without stops|connections|layovers|changes,
            zero connections, zero layovers, zero stops
        """),
        "one_stop_at_most": _cues("""
            1 connection, 1 layover, 1 stop, at most one layover|connection, at most one stop, max one stop, maximum one
            stop, no more than one layover|connection, no more than one stop, not more than one stop, one change, one
            connection, one layover, one stop, one stop at most, one stop max, one stop maximum, single connection,
            single layover, single stop, up to one stop
        """),
        "with_stop": _cues("""
            2 stops, a stopover, break on the way, connecting flight, long layover, multiple stops, several stops, stop
            along the way, stop in between, stop on the way, stopover on the way, stretch your legs on the way, two
            stops, with a layover, with a stop, with a stopover, with stops
        """),
    },
    "flight.departure": {
        "early": _cues("""
            at dawn, before 9, before 9 am, before nine, crack of dawn, dawn, depart early, depart in the morning, early
            departure, early flight, early morning, early morning flight, first flight of the day, first thing, fly
            early, fly in the morning, leave early, leave in the morning, morning departure, morning flight, sunrise,
            ~early, ~in the morning, ~morning
        """),
        "midday": _cues("""
            after lunch, afternoon departure, afternoon flight, around noon, between 11 and 3, between eleven and three,
            early afternoon, late morning, lunch time, lunchtime, midday, midday departure, midday flight, middle of the
            day, noon, ~afternoon, ~in the afternoon
        """),
        "evening": _cues("""
            after dinner time, after work, between 6 and 9, between six and nine, depart in the evening, early evening,
            evening departure, evening flight, fly in the evening, leave in the evening, ~evening
        """),
        "overnight": _cues("""
            after 10 pm, after ten, after ten at night, fly at night, fly overnight, late night, late night departure,
            late night flight, night flight, overnight, overnight departure, overnight flight, red eye, redeye, through
            the night, ~at night, ~night
        """),
    },
    "flight.baggage": {
        "checked_bag": _cues("""
            a bag to check, bag in the hold, check a bag|suitcase|case, check in a bag|suitcase|case, check
            luggage|bags|baggage, check one bag, checked case, checked in bag|luggage|baggage|suitcase, checked
            suitcase, hold bag, hold baggage, hold luggage, suitcase in the hold
        """),
        "sports_equipment": _cues("""
            bicycle & flight|plane|fly|hold|bring, bike & flight|plane|fly|hold|bring, golf bag, golf club, ski|skis,
            snowboard, sport equipment, sports gear, surfboard
        """),
        "pet_in_cabin": _cues("animal, cat, dog, pet, pet in the cabin, puppy"),
        "hand_luggage": _cues("""
            backpack, cabin bag, carry on, carryon, hand baggage, hand luggage, hand luggage only, personal item
        """),
    },
    "flight.seat": {
        "window_seat": _cues("""
            at the window, by the window, near the window, next to the window, seat by the window, window, window seat,
            window side
        """),
        "aisle_seat": _cues("aisle, aisle seat, by the aisle, on the aisle"),
        "extra_legroom": _cues("""
            bulkhead, exit row, extra leg room, extra legroom, leg room, legroom, more legroom, room for your legs,
            space for your legs, stretch your legs, ~stretch out
        """),
        "middle": _cues("middle seat"),
    },
    "flight.onboard": {
        "wifi": _cues("""
            in flight internet, in flight wi fi, in flight wifi, inflight internet, inflight wifi, internet, internet on
            board, onboard internet, onboard wi fi, onboard wifi, wi fi, wi fi on board, wifi, wifi on board, wireless,
            ~online
        """),
        "power_socket": _cues("""
            charge your phone|laptop|devices, charging point, charging port, charging socket, in seat power, keep your
            devices charged, outlet, place to charge, plug socket, power at your|the seat, power outlet, power plug,
            power socket, seat power, socket, somewhere to charge, usb, usb port
        """),
        "hot_meal": _cues("""
            airline meal, cooked meal, food on board, hot dinner, hot food, hot lunch, hot meal, in flight meal,
            inflight meal, meal during the flight, meal on board, meal on the plane|flight, meal service, onboard meal,
            proper meal, warm food, warm meal, ~meal
        """),
    },
    "hotel.location": {
        "centre": _cues("""
            center, central, central location, centre, city center, city centre, city core, downtown, heart of the city,
            heart of town, in the heart, in the middle of everything, in the middle of the city|town, in the middle of
            town, in the thick of it, inner city, middle of the city, midtown, town center, town centre
        """),
        "waterfront": _cues("""
            along the river|water|sea, beach, beachfront, beachside, by|near|on|beside|at the
            water|sea|river|lake|ocean|shore|canal, close to the water|sea|river|lake|beach|ocean, coast, harbor,
            harbour, harbourside, lakefront, lakeside, marina, next to the water|sea|river|lake|ocean, oceanfront, quay,
            riverfront, riverside, seafront, seaside, shore, water's edge, waterfront
        """),
        "station": _cues("""
            central station, main station, near the station, next to the train station, rail station, railway, railway
            station, station, train station
        """),
        "suburb": _cues("""
            away from the centre|center|bustle, countryside, edge of the city, edge of town, leafy, out of the
            centre|center, out of the city, out of town, outside the centre|center|city, outskirts, quiet area, quiet
            outskirts, quiet part, quiet suburb, quieter area, quieter part of town, residential area, suburb, suburban
        """),
        "old_town": _cues("historic centre|center|quarter|district, old city, old quarter, old town"),
    },
    "hotel.bed": {
        "king": _cues("""
            a single large bed, big bed, king, king bed, king size, king size bed, kingsize, large bed, one bed, one big
            bed, one big one, one king, one large bed, shared bed, super king
        """),
        "twin": _cues("""
            2 beds, 2 singles, a bed each, bed each, beds apart, individual beds, own bed, separate bed, single bed,
            twin, twin bed, twin room, two bed, two separate beds, two single beds, two singles, two twins
        """),
        "double": _cues("double, double bed, double room, queen, queen bed, queen size, sofa bed"),
    },
    "hotel.meals": {
        "breakfast": _cues("""
            b b, bed and breakfast, breakfast, breakfast buffet, breakfast included, buffet, morning meal
        """),
        "half_board": _cues("""
            all inclusive, dine at the hotel, dine in the hotel|house, dinner at the hotel, dinner every evening|night,
            dinner in house, dinner in the hotel, dinner included, evening meal, full board, half board
        """),
        "room_service": _cues("""
            eat in your room, food brought up, food in your|the room, food to your|the room, in room dining, meals
            brought to your|the room, meals in your|the room, meals to your|the room, room service, something sent up
        """),
        "none": _cues("no meals, room only"),
    },
    "hotel.facilities": {
        "pool": _cues("dip, indoor pool, outdoor pool, pool, swim, swimming pool"),
        "gym": _cues("""
            exercise room, fitness, fitness area, fitness center, fitness centre, fitness room, fitness studio, gym,
            gymnasium, treadmill, weight room, weights, work out, workout
        """),
        "spa": _cues("""
            hammam, hot tub, jacuzzi, massage, sauna, spa, steam bath, steam room, turkish bath, wellness, wellness
            area, wellness centre|center, whirlpool
        """),
    },
    "hotel.room": {
        "balcony": _cues("balcony, own terrace, private balcony, room with a balcony, step outside, ~terrace"),
        "view": _cues("""
            city view, courtyard view, good view, lake view, mountain view, nice view, ocean view, outlook, panorama,
            room with a view, scenery, sea outside, sea view, view
        """),
        "bathtub": _cues("bath, bath tub, bathtub, soak, soaking tub, tub"),
        "shower": _cues("rain shower, shower, walk in shower"),
    },
    "hotel.checkin": {
        "late_checkin": _cues("""
            after midnight, arrive after midnight, arrive late, check in after midnight, check in late, check in past
            midnight, get in late, late arrival, late check in, late checkin, late night arrival, late night check in,
            past midnight
        """),
        "early_checkin": _cues("""
            arrive early, check in early, check in early in the morning, check in in the morning, early access, early
            arrival, early check in, early checkin, early in the morning & check|room|hotel, get in early, morning check
            in, room early, room ready early
        """),
        "late_checkout": _cues("""
            check out late, check out later, extended check out, extended checkout, keep the room longer, keep your room
            longer, late check out, late checkout, late departure & hotel|room|check|stay, later check out, later
            checkout, leave late & hotel|room, leave the room late, stay in the room until|longer
        """),
    },
    "restaurant.cuisine": {
        "italian": _cues("""
            italian, italian cuisine, italian food, italian restaurant, neapolitan, pasta, pizza, pizzeria, risotto,
            sicilian, trattoria food, tuscan
        """),
        "japanese": _cues("""
            izakaya, japanese, japanese cuisine, japanese food, japanese restaurant, ramen, sashimi, sushi, tempura,
            teppanyaki
        """),
        "indian": _cues("curry, indian, indian cuisine, indian food, indian restaurant, masala, tandoori"),
        "mexican": _cues("""
            burrito, enchilada, mexican, mexican cuisine, mexican food, mexican restaurant, taco, tex mex
        """),
        "french": _cues("french, french cuisine, french food, french restaurant"),
        "another": _cues("""
            american, asian, barbecue, basque, bbq, brazilian, british, burger, cantonese, chinese, dim sum, ethiopian,
            fish, fusion, german, greek, kebab, korean, lebanese, local cuisine, local food, mediterranean, middle
            eastern, moroccan, noodle, peruvian, portuguese, seafood, spanish, steak, steakhouse, tapas, thai, turkish,
            vietnamese
        """),
    },
    "restaurant.diet": {
        "vegan_menu": _cues("""
            animal products, don't eat meat, meat free, meatless, no meat, plant based, vegan, vegan|vegetarian
            dish|food|meal|option|menu|dishes, vegetarian, veggie
        """),
        "gluten_free_menu": _cues("""
            celiac, coeliac, free of gluten, gluten, gluten free, gluten free dish|food|meal|option|menu, wheat
        """),
        "halal_menu": _cues("halal, halal dish|food|meal|option|menu, halal meat"),
        "nuts": _cues("""
            dairy, egg, kosher, lactose, lactose intolerant, nut, peanut, pescatarian, pork, shellfish, soy
        """),
    },
    "restaurant.atmosphere": {
        "quiet": _cues("""
            calm, calmer, hushed, low key, peaceful, quiet, quiet atmosphere, quiet place, quiet restaurant, quiet spot,
            quieter, relaxed, serene, tranquil
        """),
        "lively": _cues("""
            animated, bustling, busy, buzzing, buzzy, crowded, energetic, fun and loud, hustle and bustle, livelier,
            lively, lively place, lively restaurant, loud, noisy, party atmosphere, rowdy, upbeat, vibrant
        """),
        "romantic": _cues("""
            candle light, candle lit, candlelight, candlelit, candlelit place, candles, date night, intimate, romance,
            romantic, romantic place|restaurant|spot|setting
        """),
        "family": _cues("""
            child friendly, child welcoming, children welcome, family, family friendly, family style, good with|for
            children, good with|for kids, kid friendly, kids welcome, suitable for children, suitable for kids,
            welcoming to children, works with kids
        """),
        "casual": _cues("casual, cosy, cozy, homely, informal, laid back"),
        "elegant": _cues("""
            classy, elegant, fancy place|restaurant|spot|dinner, fine dining, formal, how fancy, or fancy, posh,
            something fancy, too fancy, upscale
        """),
    },
    "restaurant.seating": {
        "terrace": _cues("""
            al fresco, alfresco, courtyard, dine outside|outdoors, eat outside|outdoors, garden, in the open, in the
            open air, open air, outdoor, outdoor seating, outdoor table, outside, outside table, patio, rooftop, seated
            outside|outdoors, sit outside|outdoors, table in the open, table outdoors, table outside, terrace, under the
            sky, veranda
        """),
        "private_room": _cues("""
            back room, private area, private dining, private dining room, private room, private space, private table,
            room of your own, room to yourselves, separate room
        """),
        "window_table": _cues("""
            at the window, by the window, near the window, next to the window, table at the window, table by the window,
            table near the window, window, window seat, window table
        """),
        "indoors": _cues("indoors, inside, main hall, main room"),
        "booth": _cues("bar counter, booth, counter"),
    },
    "restaurant.drinks": {
        "wine_list": _cues("""
            bottle of wine, good wine, serious wine list, sommelier, wine, wine cellar, wine list, wine menu, wine
            selection
        """),
        "cocktail_bar": _cues("bartender, cocktail, cocktail bar, cocktail list, cocktail menu, mixed drinks"),
        "alcohol_free_pairing": _cues("""
            alcohol free, alcohol free drinks, alcohol free options, alcohol free pairing, booze free, drinks without
            alcohol, mocktail, no alcohol, non alcoholic, nonalcoholic, soft drink, without alcohol, zero proof
        """),
        "beer": _cues("ale, beer, craft beer"),
    },
    "restaurant.entertainment": {
        "live_music": _cues("""
            band, dj, guitar, jazz, live band, live jazz, live music, live piano, live singer, livemusic, music,
            musician, pianist, piano, singer, someone playing
        """),
        "open_kitchen": _cues("""
            chef at work, chef cook, chef's table, kitchen you can watch|see, look into the kitchen, open kitchen, see
            into the kitchen, see the chef|chefs|cook|cooks|kitchen, show kitchen, view of the kitchen, watch the
            chef|chefs|cook|cooks|kitchen
        """),
    },
    "apartment.bedrooms": {
        "two_or_more": _cues("""
            2 bed, 2 bedroom, 2 br, 2br, at least 2 bedrooms, at least two bedrooms, pair of bedrooms, second bedroom,
            two bed, two bedroom, two of them, two or more bedrooms, two rooms, two separate bedrooms, two sleeping
            rooms
        """),
        "three_or_more": _cues("""
            3 bed, 3 bedroom, 3 br, 3br, 4 bedrooms, at least 3 bedrooms, at least three bedrooms, four bedrooms, third
            bedroom, three bed, three bedroom, three or more bedrooms, three rooms, three separate bedrooms, three
            sleeping rooms
        """),
        "one": _cues("1 bed, 1 bedroom, 1br, one bed, one bedroom, one sleeping room, single bedroom, studio"),
    },
    "apartment.kitchen": {
        "full_kitchen": _cues("""
            big kitchen, complete kitchen, cook, cook your own, decent kitchen, equipped kitchen, full kitchen, full
            size kitchen, fully equipped kitchen, fully fitted kitchen, kitchen to cook in, kitchen with everything,
            oven, proper kitchen, real kitchen, stove, well equipped kitchen
        """),
        "dishwasher": _cues("dish washer, dishwasher, machine for the dishes"),
        "espresso_machine": _cues("""
            cappuccino, coffee machine, coffee maker, espresso, espresso machine, espresso maker, good coffee, nespresso
        """),
    },
    "apartment.outdoors": {
        "private_balcony": _cues("balcony, balcony of your own, own balcony, private balcony"),
        "garden": _cues("back garden, backyard, garden, garden of your own, lawn, private garden, yard"),
        "roof_terrace": _cues("""
            roof deck, roof garden, roof terrace, roof top, rooftop, rooftop terrace, terrace on the roof
        """),
        "terrace": _cues("courtyard, deck, patio, terrace, veranda"),
    },
    "apartment.area": {
        "old_town": _cues("""
            historic, historic centre|center|district|quarter|part, medieval quarter, old city, old part of the city,
            old part of town, old quarter, old town
        """),
        "park": _cues("""
            beside a|the park, by a park, close to a|the park, green space, near a|the park, next to a|the park,
            overlooking a park, park, park nearby, parkside
        """),
        "nightlife": _cues("""
            bars, bars and clubs, buzzing area|district|neighborhood|neighbourhood, clubs, lively
            area|district|neighborhood|neighbourhood|street, near the bars, nightclub, nightlife, nightlife district,
            party area, party district, party street, where the action is
        """),
        "residential": _cues("""
            calm area, calm street, family neighborhood|neighbourhood, quiet area, quiet lane, quiet
            neighborhood|neighbourhood, quiet one, quiet part, quiet part of town, quiet residential, quiet residential
            street, quiet side street, quiet street, quieter street|area, residential, residential area, residential
            district, residential neighborhood|neighbourhood, residential street, sleepy lane, sleepy street, where
            locals live
        """),
        "centre": _cues("center, central, centre, city center, city centre, town centre|center, ~downtown"),
        "waterfront": _cues("beach, canal, harbor, harbour, riverside, seaside, waterfront"),
    },
    "apartment.workspace": {
        "desk": _cues("""
            dedicated desk, desk, desk to work at, office chair, proper desk, table to work at, work desk, workstation,
            writing desk
        """),
        "fast_internet": _cues("""
            broadband, fast broadband, fast connection, fast internet, fast internet connection, fast wi fi, fast wifi,
            fiber, fibre, good wifi, high speed internet, internet, internet connection, quick internet, reliable
            internet, reliable wifi, stable connection, stable internet, strong connection, strong wi fi, strong wifi,
            wi fi, wifi
        """),
    },
    "apartment.access": {
        "elevator": _cues("""
            building with an elevator, elevator, elevator access, elevator in the building, lift, lift in the building
        """),
        "self_checkin": _cues("""
            access code, check yourself in, code, contactless check in, door code, entry code, key box, key from a box,
            key safe, keybox, keyless, keypad, let yourself in, lock box, lockbox, self check in, self checkin, smart
            lock
        """),
        "step_free": _cues("""
            accessible, barrier free, buggy, ground floor, level access, no stairs, no steps, pram, pushchair, ramp,
            step free, step free access, stroller, wheelchair, wheelchair access, without steps|stairs
        """),
        "host": _cues("hand over in person, host, in person, meet the host, met by the host, ~owner"),
    },
    "rental_car.transmission": {
        "automatic": _cues("""
            auto, automatic, automatic car, automatic gearbox, automatic one, automatic transmission
        """),
        "manual": _cues("""
            clutch, drive stick, gear stick, gearstick, manual, manual car, manual gearbox, manual transmission, stick,
            stick shift
        """),
    },
    "rental_car.fuel": {
        "electric": _cues("""
            all electric, battery, battery powered, electric, electric car, electric one, electric vehicle, ev, fully
            electric, go electric, tesla, zero emission
        """),
        "hybrid": _cues("hybrid, hybrid car, hybrid engine, plug in hybrid"),
        "diesel": _cues("diesel, diesel car, diesel engine"),
        "petrol": _cues("conventional, gas, gas powered, gasoline, petrol, petrol car, petrol engine, regular fuel"),
    },
    "rental_car.body": {
        "suv": _cues("""
            4wd, 4x4, all wheel drive, crossover, four wheel drive, jeep, off road, off roader, offroader, suv
        """),
        "compact": _cues("""
            city car, compact, compact car, economy car, hatchback, little car, mini, mini car, runabout, small car,
            small city car, small hatchback, smaller car, something compact, something small, something tiny,
            subcompact, supermini, tiny car
        """),
        "convertible": _cues("""
            cabrio, cabriolet, convertible, drop top, open top, roadster, roof down, soft top, top down, wind in your
            hair
        """),
        "minivan": _cues("""
            7 seater, eight seater, minibus, minivan, mpv, nine seater, people carrier, people mover, seven seater, van
        """),
        "sedan": _cues("""
            estate, estate car, full size car, limousine, mid size, midsize, saloon, sedan, station wagon, wagon
        """),
    },
    "rental_car.cover": {
        "full_insurance": _cues("""
            all risk, comprehensive cover, comprehensive coverage, comprehensive insurance, excess free, full collision,
            full cover, full coverage, full insurance, full protection, fully comp, fully comprehensive, fully insured,
            insurance without an excess, insurance without excess, no deductible, no excess, super cover, without a
            deductible, without excess, zero deductible, zero excess
        """),
        "roadside_assistance": _cues("""
            breakdown assistance, breakdown cover, breakdown help, breakdown service, roadside, roadside assistance,
            roadside help, roadside service, roadside support, tow truck, towing
        """),
    },
    "rental_car.pickup": {
        "airport": _cues("""
            airport branch, airport counter, airport desk, airport location, airport office, airport pick up, airport
            pickup, airport terminal, arrivals terminal, ~airport, ~arrivals, ~at the airport, ~terminal
        """),
        "downtown": _cues("""
            city branch, city office, downtown branch, downtown location, downtown office, town office, ~center,
            ~central, ~centre, ~city center, ~city centre, ~downtown, ~in the city, ~in town, ~office in town
        """),
        "delivery": _cues("""
            bring it to, bring the car to, brought to you|your, deliver it|the car to, delivered, delivered to the door,
            delivered to your|you|the, delivery, delivery to, door delivery, dropped off at your|the, home delivery, to
            the door, to your door, your doorstep, your front door
        """),
        "station": _cues("~main station, ~station, ~train station"),
    },
    "rental_car.equipment": {
        "child_seat": _cues("""
            baby seat, booster, booster seat, car seat, child car seat, child seat, infant seat, kid seat, seat for the
            baby|child|toddler|kid|little, toddler seat
        """),
        "navigation": _cues("built in navigation, gps, nav, navi, navigation, navigation system, sat nav, satnav"),
        "roof_rack": _cues("""
            bike rack, luggage rack, rack on the roof, roof bars, roof box, roof carrier, roof rack, ski rack
        """),
        "phone_mirroring": _cues("""
            android auto, apple carplay, car play, carplay, connect your phone, mirror the phone, mirror your phone,
            phone connectivity, phone integration, phone mirroring, screen for your phone, screen mirroring, smartphone
            integration
        """),
        "snow_chains": _cues("snow chains"),
    },
}


@cache
def vocabulary() -> Vocabulary:
    """The compiled vocabulary; the words of the phrase bank are known to be spelled right."""
    return Vocabulary(ASPECT_WORDS, FACET_CUES, VALUE_CUES, _phrase_bank(), ranks=("trip.priority",))


def _phrase_bank() -> Iterator[str]:
    for aspect in ASPECT_WORDS:
        for families in bank(aspect).values():
            yield from chain.from_iterable(families.values())

"""The words of the travel world: how people name its aspects, its facets and their values.

Written from general knowledge of how such questions are put, not from the sentences of any agent. Syntax
of a cue: ``tacit.language.Vocabulary``. A word that several aspects share ("check-in", "balcony") is
listed under each; the reader gives it to the aspect a message is about.
"""

from __future__ import annotations

from functools import cache

from tacit.language import Vocabulary

ASPECT_WORDS: dict[str, list[str]] = {
    "flight": ["flight", "fly", "flying", "plane", "airplane", "aircraft", "airline", "airfare", "air travel", "aboard",
               "in the air", "air ticket", "plane ticket"],
    "hotel": ["hotel", "hotel room", "hotel stay", "inn", "accommodation", "lodging"],
    "restaurant": ["restaurant", "dinner", "dining", "dine", "eatery", "dinner reservation", "table reservation", "diner",
                   "night out", "bistro", "meal out", "eating out", "place to eat"],
    "apartment": ["apartment", "flat", "apartment rental", "holiday let", "airbnb", "condo", "rental apartment", "vacation rental",
                  "holiday rental", "vacation home", "rental unit", "self catering", "holiday flat", "rental flat"],
    "rental_car": ["car", "rental car", "vehicle", "car rental", "car hire", "hire car", "rental vehicle", "automobile", "wheels",
                   "hire vehicle", "auto"],
}  # fmt: skip

FACET_CUES: dict[str, list[str]] = {
    "flight.cabin": [
        "cabin", "cabin class", "class of service", "travel class", "fare class", "which class", "what class", "class & flight|fly|seat|ticket|travel|book",
        "service class", "class & upgrade", "seating class", "ticket class", "flight class", "part of the plane & sit", "front of the plane",
        "fare category", "class ticket", "level of comfort & flight|air", "class are you", "class do you", "class would you", "class should",
        "class you'd", "what level & fly|flight|ticket|service|seat", "up front & plane|fly", "section of the plane|aircraft", "fare tier", "tier & flight|fare|cabin|ticket",
        "class preference", "preferred class",
    ],
    "flight.stops": [
        "stop", "connection", "layover", "connect", "connecting flight", "transfer & flight|plane|fly|airport", "change plane", "changing plane", "stopover",
        "change of plane", "switch plane", "plane change", "direct or", "direct & flight|fly|route", "layovers", "break the journey", "routing", "straight through",
        "number of legs", "legs & flight|journey", "in one go", "changeover", "transit & flight|airport|fly", "en route", "break up the flight|trip|journey", "change flight",
        "break up the", "route & flight|fly|air", "itinerary & flight & direct", "flight leg", "touch down & way",
    ],
    "flight.departure": [
        "departure time", "depart time", "time & depart|departure|leave|fly|flight|take-off|takeoff", "when & depart|leave|fly|flight|set off|take off|board|takeoff",
        "hour & depart|leave|fly|flight|takeoff", "departure & morning|afternoon|evening|night|early|late|window|slot", "depart & morning|afternoon|evening|night|early|late",
        "flight & morning|afternoon|evening|early|late|redeye|night|midday", "fly & morning|afternoon|evening|early|late|night|midday", "fly out", "leave in the morning", "departure",
        "take off & early|late|morning|evening|time|when", "time of day & fly|flight|travel|leave|depart|plane|take off", "departing", "red eye", "takeoff", "depart",
        "time slot & flight|fly|depart", "early bird & flight", "crack of dawn", "time of day", "what time of the day", "leave & early|late|morning|evening|afternoon|night|noon|midday",
        "start the journey & when|time|early|late", "head out & early|late|time|morning|evening", "set off", "head to the airport & time|early|late|when|hour",
        "schedule & flight|depart|fly", "plane leave", "flight leave", "wheels up", "lift off", "part of the day & fly|flight|leave|travel|depart",
    ],
    "flight.baggage": [
        "baggage", "bag", "luggage", "suitcase", "checked bag", "checked luggage", "check in bag", "check a bag", "checking a bag", "carry on", "carry-on", "hand luggage", "hold luggage",
        "bring along & flight|plane", "pack", "packing", "backpack", "bringing & flight|plane|gear|equipment|instrument|board|pet", "oversized", "pet & flight|fly|plane|cabin|travel|board|with you",
        "travel light", "travelling light", "sport equipment", "sports gear", "skis|ski|surfboard|golf", "carrying & flight|plane|board|anything", "in the hold", "trolley", "stow",
        "check any", "check anything", "anything to check", "checking anything", "checking in anything", "holdall", "overhead bin", "fly with & pet|gear|equipment|animal|anything", "items & check", "animal & fly|flight|plane|travel",
    ],
    "flight.seat": [
        "seat", "seat preference", "seat on the plane", "seating & flight|plane|fly", "where & sit & plane|flight|aircraft|board|cabin", "seat selection", "seat assignment", "sit & flight|plane|aircraft|fly|row|front|back",
        "seat location", "seat position", "legroom", "leg room", "row", "place to sit & plane|flight", "sit on the plane", "sitting & flight|plane", "seat type", "spot on the plane", "knee room",
        "window or aisle", "aisle or window", "space for your legs", "stretch out & flight|plane", "seat choice", "exit row", "seat on board", "sit by", "prefer to sit", "like to sit",
    ],
    "flight.onboard": [
        "on board", "onboard", "in flight", "inflight", "in-flight", "during the flight", "during flight", "onboard service", "amenities & flight|plane|board|fly|air", "service & flight|plane|board|airline", "entertainment & flight|plane|fly",
        "services & flight|plane|board|airline", "while you're in the air", "while flying", "at your seat", "in the air", "extras & flight|board|plane", "perks & flight|board|plane", "facilities & plane|flight", "comforts & flight|plane|board",
        "internet & flight|plane|fly|board|air", "charge & flight|plane|seat|device|laptop|phone", "food & flight|plane|board|fly", "meal & flight|plane|board|fly", "eat & flight|plane|fly", "online & flight|plane|fly", "connectivity & flight|plane|fly|air|board",
        "while up there", "in the sky", "mid air", "up in the air", "at altitude", "feed you & flight|plane", "served & flight|plane|board",
    ],
    "hotel.location": [
        "hotel location", "location & hotel|stay", "location", "where & hotel", "area & hotel|stay", "neighborhood & hotel|stay", "neighbourhood & hotel|stay", "part of town & hotel|stay", "part of the city & hotel|stay", "district & hotel|stay",
        "close to & hotel|stay", "near & hotel|stay", "central & hotel|stay", "location of the hotel", "situated", "located", "where & stay", "whereabouts", "part of town", "part of the city", "side of town", "hotel & downtown", "setting & hotel",
        "surroundings & hotel", "area of the city", "area of town", "hotel & proximity", "spot & hotel", "position & hotel|town", "hotel to be", "base yourself", "place & hotel & city|town", "which quarter", "vicinity", "based",
        "neighborhood", "neighbourhood",
    ],
    "hotel.bed": [
        "bed", "bed type", "bedding", "bed configuration", "bed setup", "bed arrangement", "bed size", "mattress", "sleeping arrangement", "sleep & hotel|room|two|share|together|separate|how", "beds", "sleeping setup", "bed layout", "sleeping set up",
        "sharing a bed", "share a bed", "sleeping & arrangement|configuration|setup", "sleep on", "bed preference", "room type & bed",
    ],
    "hotel.meals": [
        "meal", "meal plan", "board basis", "board & hotel|half|full|basis", "breakfast", "meals at the hotel", "food & hotel|stay", "eat & hotel|stay", "dining & hotel", "dinner & hotel", "morning meal", "catering & hotel", "meals included", "meal package",
        "eat in the hotel", "eating & hotel", "room rate & food|meal|breakfast", "food", "dine & hotel", "meal option", "meals in-house", "in house & eat|dine|meal|food", "fed", "rate to include & meal|food|breakfast", "bite & hotel", "food in your room", "order food",
    ],
    "hotel.facilities": [
        "facility", "facilities", "hotel facility", "amenity", "amenities", "hotel amenity", "leisure & hotel", "wellness", "fitness", "on site", "onsite", "on-site", "property & have|offer|feature", "exercise", "work out", "workout", "hotel & features", "relax & hotel",
        "shared facilities", "unwind & hotel", "recreation", "recreational", "spaces & hotel & shared", "leisure", "hotel itself & offer|have", "in the building & hotel", "hotel & offer", "hotel extras", "downtime & hotel", "on the premises", "premises", "train & hotel",
    ],
    "hotel.room": [
        "room & have|feature|include|offer|inside|want|need|like|come|special", "room feature", "in the room", "in your room", "hotel room", "room itself", "room amenity", "bathroom", "view", "balcony", "bath", "room & view|balcony|bath|extra|outlook",
        "features & room", "room extras", "in room", "inside the room", "guest room", "room equipment", "room with", "outlook", "look out", "overlook", "room comforts", "from your window", "your room", "the room", "room wish", "room preferences", "room type", "type of room",
        "kind of room",
    ],
    "hotel.checkin": [
        "check in", "check out", "checkin", "checkout", "arrival time", "arrive & hotel", "check-in time", "time & check", "reception & hour|late|hotel", "arrival & hotel|late|early|time", "arriving & hotel|late|early|time|when", "when & arrive", "get to the hotel", "reach the hotel",
        "leave the hotel", "leaving the hotel", "leave the room", "vacate", "departure & hotel", "time & arrive", "when & arriving", "late arrival", "early arrival", "drop your bags", "front desk", "keys & hotel", "turn up & hotel", "show up & hotel", "key & room & time|when|early|late",
        "hours & hotel & reception", "arrive & late|early|midnight|time", "room ready", "access to your room", "access to the room", "hand back the room", "stay in the room until", "keep the room", "out of the room",
    ],
    "restaurant.cuisine": [
        "cuisine", "type of food", "kind of food", "kind of cooking", "food & restaurant|dinner|kind|type|style|country|craving|mood|fancy", "style of cooking", "cooking style", "type of restaurant", "kind of restaurant", "eat & restaurant|dinner|kind|mood|fancy|feel like", "cuisines",
        "sort of food", "style of food", "crave", "craving", "mood for", "flavour|flavor", "in the mood", "type of cooking", "style & kitchen", "dishes", "dish", "feel like eating", "fancy eating", "taste", "palate", "culinary", "national cuisine", "food style", "sort of cooking", "eat for dinner",
        "what to eat", "like to eat", "want to eat", "sort of restaurant", "kind of meal", "type of meal", "sort of place & eat|dinner", "which kitchen",
    ],
    "restaurant.diet": [
        "diet", "dietary", "dietary restriction", "dietary requirement", "food restriction", "allergy", "allergies", "allergic", "intolerance", "intolerant", "not eat", "can't eat", "cannot eat", "don't eat", "avoid & food|eat|ingredient", "religious", "food & restriction|requirement|need",
        "restrictions", "special menu", "special diet", "kosher", "foods to avoid", "anything you avoid", "ingredient", "steer clear", "off limits", "eating restrictions", "dietary needs", "food you avoid", "special meal", "avoid eating", "dietary wishes", "menu need", "food rule", "eating rule",
        "off the menu",
    ],
    "restaurant.atmosphere": [
        "atmosphere", "ambience", "ambiance", "vibe", "mood & restaurant|place|evening|dinner|kind|sort|what", "setting & restaurant|dinner|meal|intimate|evening", "feel & restaurant|place|dinner", "environment", "noise level", "noise & restaurant|level", "kind of place", "sort of place", "type of place",
        "kind of evening", "sort of evening", "feeling & restaurant", "buzz", "intimate", "noisy", "calm", "energetic", "energy", "bustling", "place & lively|quiet", "loud", "mood you", "tone & evening|restaurant|dinner|place", "style of place", "kind of setting", "sort of setting", "kind of spot",
        "cozy|cosy", "laid back", "relaxed", "formal & restaurant", "type of evening", "spirit",
    ],
    "restaurant.seating": [
        "seating", "table", "where & sit", "sit & restaurant|dinner|inside|outside|outdoors|indoors|table", "seating area", "table location", "table preference", "inside or outside", "indoors or outdoors", "seating preference", "seat & restaurant|dinner|table", "outdoor & seating|table|dining|eat",
        "spot & restaurant|table", "part of the restaurant", "al fresco", "inside or out", "indoor or outdoor", "indoors or out", "table position", "which table", "be seated", "seated", "sit inside", "sit outside", "kind of table", "area of the restaurant", "section of the restaurant", "place at the restaurant",
        "eat outside", "eat outdoors", "eat inside", "dine outside", "dine outdoors", "dine inside", "where in the restaurant",
    ],
    "restaurant.drinks": [
        "drink", "beverage", "alcohol", "drinks", "bar & restaurant|dinner|good|have", "wine", "cocktail", "drinks menu", "drink list", "to drink", "sip", "pairing", "beer", "mocktail", "soft drink", "in your glass", "in the glass", "bar selection", "libation", "booze", "spirits", "drinks side", "drinking",
        "non alcoholic", "alcoholic", "aperitif", "toast",
    ],
    "restaurant.entertainment": [
        "entertainment", "music", "live music", "band", "performance", "show & dinner|restaurant|meal|eat|kitchen", "perform", "entertained", "something to watch", "to watch", "watch & dinner|eat|meal|chef|cook|kitchen", "amusement", "live act", "open kitchen", "performer", "chef", "pianist", "singer",
        "entertain", "spectacle", "during dinner", "during the meal", "while you eat", "while eating", "while dining", "over dinner", "alongside dinner", "floor show", "happening & dinner|meal|restaurant", "going on & dinner|meal|restaurant",
    ],
    "apartment.bedrooms": [
        "bedroom", "number of bedrooms", "how many bedrooms", "how many rooms", "number of rooms", "rooms & apartment|flat|many|number|separate", "sleeping room", "how big & apartment|flat|place", "size of the apartment|flat|place", "studio", "separate room", "own room", "room count", "sleeping space", "how large & apartment|flat|place",
        "many rooms", "br", "room each", "apartment size", "flat size", "sleep & apartment|flat", "rooms & sleep", "separate sleeping", "apartment & size|big|large", "flat & size|big|large", "bed room", "private room & each|everyone", "places to sleep",
    ],
    "apartment.kitchen": [
        "kitchen", "cook", "cooking & apartment|flat|yourself|own|place|stay", "kitchen equipment", "kitchen appliance", "prepare & meal|food", "make & meal & apartment|flat|own", "cooking facility", "self cater", "appliance", "kitchenette", "oven", "stove", "coffee", "fridge", "microwave", "kitchen gear", "cookware",
        "make your own & food|meal|breakfast|dinner|coffee", "washing up", "hob", "utensil", "cook for yourself", "kitchen setup", "own meals", "cook in",
    ],
    "apartment.outdoors": [
        "outdoor space", "outdoors & apartment|flat|place", "outdoor area", "outside space", "balcony", "terrace & apartment|flat|roof", "garden", "yard", "patio", "outside & apartment|flat|sit", "private outdoor", "open air & apartment|flat|space", "fresh air", "exterior space", "rooftop", "outdoor", "sit outside & apartment|flat", "space outside",
        "spot outside", "exterior", "place outside", "courtyard", "outside area", "outdoorsy", "terrace", "deck", "greenery", "open air", "outdoor spot", "outside spot", "place to sit outside",
    ],
    "apartment.area": [
        "neighborhood", "neighbourhood", "area", "location", "part of town", "part of the city", "district", "where & apartment|flat", "location & apartment|flat", "side of town", "quarter", "surroundings & apartment|flat", "apartment to be", "located", "situated", "which area", "what area", "area of the city", "area of town", "kind of street", "sort of street",
        "type of street", "street", "vicinity", "setting & apartment|flat", "close to & apartment|flat", "near & apartment|flat", "corner of the city", "corner of town", "locality", "locale", "borough", "whereabouts", "part of & city|town", "where & live", "where & stay", "nearby & apartment|flat", "where & place",
    ],
    "apartment.workspace": [
        "work", "workspace", "working", "remote work", "remotely", "work space", "laptop", "working from", "workstation", "work area", "office & apartment|flat|home|place|set|space", "internet", "wi fi", "wifi", "get work done", "home office", "video call", "connection speed", "connectivity", "job", "bandwidth", "internet speed", "be online", "broadband",
        "online meeting", "place to work", "spot to work", "work during", "work while", "deadlines", "zoom", "network speed", "work setup",
    ],
    "apartment.access": [
        "access", "accessibility", "get in", "getting in", "getting into", "key", "stair", "enter", "entrance", "entry", "check in", "checkin", "let yourself in", "get into", "building access", "mobility", "wheelchair", "arrival & apartment|flat|host", "arrive & apartment|flat", "pick up the keys", "hand over & keys", "step", "floor & apartment|flat|ground|top|which|high",
        "host & meet|key|welcome|let", "key handover", "key collection", "collect the keys", "climb", "front door", "stroller", "pram", "ramp", "lockbox", "upper floor", "ground floor", "building & lift|elevator|stairs", "reach the apartment", "stairs", "flight of stairs", "flights of stairs", "steps", "door code", "keypad", "meet & host", "keys", "access needs",
        "let in", "walk up",
    ],
    "rental_car.transmission": [
        "transmission", "gearbox", "gear box", "gear", "gears", "stick shift", "shift", "clutch", "shifting", "automatic", "manual", "stick", "drive stick", "gear lever", "gearshift", "gear stick",
    ],
    "rental_car.fuel": [
        "fuel", "fuel type", "engine", "engine type", "power & car|vehicle|kind|type", "powertrain", "power train", "power source", "propulsion", "gas or", "gasoline", "petrol", "electric", "hybrid", "diesel", "ev", "charging & car|vehicle|station", "what powers", "powered", "motor", "run on", "runs on", "drivetrain", "energy & car|vehicle", "fill up", "fuel preference",
        "plug in", "under the hood", "under the bonnet", "combustion", "tank",
    ],
    "rental_car.body": [
        "kind of car", "type of car", "car type", "type of vehicle", "kind of vehicle", "vehicle type", "vehicle class", "car class", "class of car", "size of car", "car size", "size of vehicle", "vehicle size", "body style", "body type", "model & car|vehicle", "category & car|vehicle", "sort of car", "sort of vehicle", "size & car|vehicle", "how big & car|vehicle",
        "how large & car|vehicle", "category of car", "vehicle category", "car category", "what car", "which car", "what vehicle", "which vehicle", "style of car", "class of vehicle", "size category", "what size", "class & car|vehicle|rental", "space & car|vehicle", "style of vehicle", "make or model", "car model", "body shape", "shape of car", "bodywork", "kind of ride", "style & car|vehicle", "sort of ride", "type of ride",
        "kind of wheels", "car shape", "roomy & car|vehicle", "seats & car|vehicle", "small or large & car|vehicle", "big or small",
    ],
    "rental_car.cover": [
        "insurance", "cover", "coverage", "breakdown", "roadside", "excess", "deductible", "collision", "damage", "protection", "insure", "liability", "waiver", "cdw", "policy & car|insurance|excess", "assistance & road|car|breakdown", "breakdown cover", "insured", "accident", "break down", "theft", "peace of mind", "protected", "protect", "scratch", "dent",
    ],
    "rental_car.pickup": [
        "pick up", "pickup", "pick the car up", "collect", "collection", "pick up location", "pickup location", "pick up point", "collection point", "get the car", "rental desk", "handover", "hand over & car", "deliver & car|vehicle", "delivered", "where & car & get|start|rent|collect|pick", "pick it up", "fetch", "rental office", "rental counter", "delivery", "rental location", "rental branch", "branch",
        "take the car", "picking up", "picking the car up", "picking it up", "where & start the rental", "waiting for you", "meet the car", "car to meet", "handed over", "brought to you", "bring the car", "where & vehicle", "get hold of the car", "get the keys & car", "receive the car", "receive the vehicle", "drop off the car",
    ],
    "rental_car.equipment": [
        "equipment & car|vehicle|rental|extra|special|optional", "car extras", "extras & car|vehicle|rental", "add on & car|vehicle|rental", "accessory|accessories", "child seat", "car seat", "baby seat", "booster", "booster seat", "gps", "sat nav", "navigation", "roof rack", "fitted", "equipped", "equip", "features & car|vehicle", "gadgets & car|vehicle", "optional equipment", "optional extras",
        "extra equipment", "in the car", "inside the car", "add ons", "car play", "carplay", "android auto", "bluetooth", "ski rack", "roof box", "roof", "gear & car|vehicle|roof", "car features", "features in the car", "kit & car|vehicle", "snow chains", "tech & car|vehicle", "infotainment", "dashboard", "onboard & car|vehicle", "come with & car|vehicle", "equipment", "directions & car|drive|driving",
        "car accessories", "toddler & car", "kids & car & seat",
    ],
}  # fmt: skip

VALUE_CUES: dict[str, dict[str, list[str]]] = {
    "flight.cabin": {
        "business": ["business class", "business", "first class", "lie flat"],
        "premium": ["premium economy", "premium"],
        "economy": ["economy", "economy class", "coach", "main cabin"],
    },
    "flight.stops": {
        "nonstop": ["nonstop", "non stop", "direct flight", "without stops", "no stop", "no layover", "no connection", "zero stops", "without changing", "direct route", "direct service", "direct", "no change", "without a stop", "straight flight",
                    "fly straight", "without any stops", "zero layovers"],
        "one_stop_at_most": ["one stop", "single stop", "one stop at most", "at most one stop", "max one stop", "one layover", "one connection", "single connection", "single layover", "1 stop", "no more than one stop", "one change"],
        "with_stop": ["two stops", "several stops", "break on the way", "stop on the way", "long layover", "a stop along the way", "2 stops", "stopover on the way"],
    },
    "flight.departure": {
        "early": ["early flight", "early departure", "early morning flight", "morning flight", "morning departure", "before nine", "before 9", "first flight", "depart in the morning", "leave in the morning", "early in the morning & fly|flight|leave|depart"],
        "midday": ["midday", "midday flight", "afternoon flight", "around noon", "between eleven and three", "midday departure", "afternoon departure", "lunchtime"],
        "evening": ["evening flight", "evening departure", "fly in the evening", "leave in the evening", "depart in the evening", "between six and nine"],
        "overnight": ["overnight flight", "red eye", "redeye", "overnight", "night flight", "after ten at night", "late night flight", "late night departure"],
    },
    "flight.baggage": {
        "checked_bag": ["checked bag", "checked luggage", "checked baggage", "check a bag", "check in a bag", "hold bag", "check in a suitcase", "check a suitcase", "checked suitcase", "check luggage", "hold luggage"],
        "sports_equipment": ["sport equipment", "sports gear", "ski|skis", "golf club", "surfboard", "bike & flight|plane|fly", "sporting equipment", "sports equipment"],
        "pet_in_cabin": ["pet & flight|plane|cabin|fly|board|travel", "dog & flight|plane|cabin|fly|board", "cat & flight|plane|cabin|fly", "pet in the cabin", "travelling with a pet", "bringing a pet", "pet"],
        "hand_luggage": ["hand luggage", "carry on", "cabin bag", "hand baggage"],
    },
    "flight.seat": {
        "window_seat": ["window seat", "by the window & plane|flight|seat|fly|sit", "window", "window side"],
        "aisle_seat": ["aisle", "aisle seat"],
        "extra_legroom": ["legroom", "leg room", "extra legroom", "exit row", "more legroom", "room for your legs"],
    },
    "flight.onboard": {
        "wifi": ["wi fi & flight|plane|board|fly|air|airline", "wifi & flight|plane|board|fly|air|airline", "inflight wifi", "in flight wifi", "in flight wi fi", "wi fi on board", "wifi on board", "onboard wifi", "onboard wi fi", "internet on board", "wifi on the plane", "wi fi on the plane", "wifi on the flight"],
        "power_socket": ["power socket", "power outlet", "charging point & seat|flight|plane", "power at the seat", "power at your seat", "usb & seat|flight|plane", "socket", "outlet", "plug & seat|flight|plane", "charging port", "charging socket", "seat power", "place to charge"],
        "hot_meal": ["hot meal", "meal on board", "onboard meal", "in flight meal", "inflight meal", "warm meal", "airline meal", "hot food", "meal on the plane", "meal service", "food on board", "meal on the flight"],
    },
    "hotel.location": {
        "centre": ["city centre", "city center", "centre", "center", "central", "downtown", "centrally", "heart of the city", "in town", "town centre", "town center"],
        "waterfront": ["waterfront", "by the water", "beach", "seaside", "by the sea", "beachfront", "near the water", "riverside", "harbour|harbor", "on the water", "lakeside", "shore", "beside the water", "close to the water"],
        "station": ["station", "train station", "railway station", "near the station", "central station", "rail station"],
        "suburb": ["suburb", "suburban", "outskirts", "quiet suburb", "out of the centre", "outside the center", "outside the city"],
    },
    "hotel.bed": {
        "king": ["king", "king bed", "king size", "king size bed", "one large bed", "one big bed", "large bed", "big bed", "kingsize"],
        "twin": ["twin", "twin bed", "two bed", "separate bed", "two separate beds", "two single beds", "single bed", "twins", "two singles", "2 beds"],
        "double": ["double bed", "queen", "queen bed", "queen size"],
    },
    "hotel.meals": {
        "breakfast": ["breakfast", "morning meal", "breakfast included", "breakfast buffet"],
        "half_board": ["half board", "dinner at the hotel", "evening meal", "dinner included", "dinner in the hotel", "dine in the hotel", "full board"],
        "room_service": ["room service", "meals in your room", "food to your room", "food to the room", "in room dining"],
    },
    "hotel.facilities": {
        "pool": ["pool", "swimming pool", "swim"],
        "gym": ["gym", "fitness centre", "fitness center", "fitness room", "gymnasium", "fitness studio", "weights"],
        "spa": ["spa", "sauna", "steam room", "massage", "wellness area", "jacuzzi", "hot tub"],
    },
    "hotel.room": {
        "balcony": ["balcony", "room with a balcony"],
        "view": ["view", "room with a view", "sea view", "city view", "ocean view", "nice view", "good view", "outlook"],
        "bathtub": ["bathtub", "bath tub", "tub", "bath"],
        "shower": ["shower"],
    },
    "hotel.checkin": {
        "late_checkin": ["late check in", "late checkin", "check in late", "late arrival", "arrive late", "arriving late", "after midnight", "late night check in", "check in after midnight"],
        "early_checkin": ["early check in", "early checkin", "check in early", "early arrival", "arrive early", "arriving early", "morning check in"],
        "late_checkout": ["late check out", "late checkout", "check out late", "later check out", "check out later", "later checkout", "leave late & hotel|room"],
    },
    "restaurant.cuisine": {
        "italian": ["italian", "pasta", "pizza", "italian food", "italian restaurant"],
        "japanese": ["japanese", "sushi", "ramen", "japanese food", "japanese restaurant"],
        "indian": ["indian", "curry", "indian food", "indian restaurant"],
        "mexican": ["mexican", "taco", "mexican food", "mexican restaurant"],
        "french": ["french", "french food", "thai", "chinese", "greek", "korean", "spanish"],
    },
    "restaurant.diet": {
        "vegan_menu": ["vegan", "vegetarian", "plant based", "meat free", "veggie"],
        "gluten_free_menu": ["gluten", "gluten free", "celiac|coeliac", "wheat"],
        "halal_menu": ["halal"],
        "nuts": ["nut", "shellfish", "dairy", "lactose"],
    },
    "restaurant.atmosphere": {
        "quiet": ["quiet", "peaceful", "quiet place", "quiet restaurant", "calm", "tranquil", "low key"],
        "lively": ["lively", "buzzing", "crowded", "bustling", "vibrant", "energetic", "busy", "lively place"],
        "romantic": ["romantic", "candlelit", "intimate", "romance", "date night"],
        "family": ["family friendly", "kid friendly", "child friendly", "good with children", "good for kids", "suitable for children", "good with kids", "suitable for kids", "family style", "family"],
    },
    "restaurant.seating": {
        "terrace": ["outdoor table", "table outdoors", "table outside", "terrace", "outdoor seating", "outside table", "patio", "al fresco", "sit outside", "sit outdoors", "outdoors", "outside", "eat outside", "eat outdoors", "dine outdoors", "dine outside", "seated outside"],
        "private_room": ["private room", "private dining room", "private dining", "separate room", "private area", "private table", "own room"],
        "window_table": ["window table", "table by the window", "by the window", "window seat & restaurant|table", "table at the window", "table near the window", "near the window", "next to the window"],
        "indoors": ["indoors", "inside"],
    },
    "restaurant.drinks": {
        "wine_list": ["wine", "wine list", "good wine", "wine selection", "wine menu", "serious wine list"],
        "cocktail_bar": ["cocktail", "cocktail bar", "cocktails"],
        "alcohol_free_pairing": ["alcohol free", "non alcoholic", "mocktail", "no alcohol", "without alcohol", "alcohol free drinks", "zero proof"],
        "beer": ["beer", "craft beer"],
    },
    "restaurant.entertainment": {
        "live_music": ["live music", "band", "live band", "music", "pianist", "jazz", "singer"],
        "open_kitchen": ["open kitchen", "watch the chef", "see the chef", "watch the cook", "show kitchen", "chef at work", "chefs at work", "see into the kitchen", "chefs cook", "chef cook"],
    },
    "apartment.bedrooms": {
        "two_or_more": ["two bedroom", "2 bedroom", "two rooms", "at least two bedrooms", "second bedroom"],
        "three_or_more": ["three bedroom", "3 bedroom", "three rooms", "at least three bedrooms", "third bedroom"],
        "one": ["one bedroom", "studio", "1 bedroom", "single bedroom"],
    },
    "apartment.kitchen": {
        "full_kitchen": ["full kitchen", "fully equipped kitchen", "equipped kitchen", "proper kitchen", "complete kitchen", "cook your own", "kitchen to cook in", "well equipped kitchen", "real kitchen"],
        "dishwasher": ["dishwasher", "dish washer"],
        "espresso_machine": ["espresso machine", "coffee machine", "coffee maker", "espresso", "nespresso", "good coffee"],
    },
    "apartment.outdoors": {
        "private_balcony": ["balcony", "private balcony", "own balcony"],
        "garden": ["garden", "yard", "backyard"],
        "roof_terrace": ["roof terrace", "rooftop terrace", "rooftop", "roof deck", "roof top"],
        "terrace": ["terrace", "patio"],
    },
    "apartment.area": {
        "old_town": ["old town", "historic centre", "historic center", "historic district", "old quarter", "historic quarter", "old city"],
        "park": ["park", "by a park", "beside a park", "near a park", "close to a park", "green space", "next to a park"],
        "nightlife": ["nightlife", "nightlife district", "bars and clubs", "party district", "near the bars", "clubs", "where the action is"],
        "residential": ["residential", "residential street", "quiet street", "residential area", "quiet neighborhood", "quiet neighbourhood", "quiet residential", "quiet area", "residential neighborhood", "residential neighbourhood"],
        "centre": ["city centre", "city center", "downtown", "central"],
    },
    "apartment.workspace": {
        "desk": ["desk", "work desk", "proper desk", "working desk", "table to work at", "dedicated desk"],
        "fast_internet": ["fast internet", "fast wi fi", "fast wifi", "internet", "wi fi", "wifi", "high speed internet", "strong wifi", "strong wi fi", "fast connection", "reliable internet", "internet connection", "fast internet connection", "broadband", "good wifi"],
    },
    "apartment.access": {
        "elevator": ["elevator", "lift", "elevator in the building"],
        "self_checkin": ["self check in", "key box", "lockbox", "self checkin", "lock box", "keypad", "door code", "smart lock", "keybox", "key safe"],
        "step_free": ["step free", "wheelchair", "stroller", "step free access", "wheelchair accessible", "accessible", "pram", "pushchair", "ramp", "no steps", "without steps", "no stairs", "barrier free"],
    },
    "rental_car.transmission": {
        "automatic": ["automatic", "automatic transmission", "automatic gearbox", "automatic car"],
        "manual": ["manual", "manual transmission", "manual gearbox", "stick shift", "stick", "manual car"],
    },
    "rental_car.fuel": {
        "electric": ["electric", "electric car", "ev", "fully electric", "battery", "electric vehicle"],
        "hybrid": ["hybrid", "hybrid car"],
        "diesel": ["diesel", "diesel car"],
        "petrol": ["petrol", "gasoline", "gas & car|engine|electric|hybrid|diesel", "regular fuel"],
    },
    "rental_car.body": {
        "suv": ["suv", "4x4", "four wheel drive", "off roader", "crossover"],
        "compact": ["compact", "small car", "compact car", "hatchback", "subcompact", "mini car", "city car", "smaller car", "economy car"],
        "convertible": ["convertible", "cabriolet", "open top", "soft top", "cabrio"],
        "minivan": ["minivan", "van", "people carrier", "minibus", "people mover"],
        "sedan": ["sedan", "saloon", "station wagon", "estate car", "wagon"],
    },
    "rental_car.cover": {
        "full_insurance": ["full insurance", "insurance without excess", "zero excess", "no excess", "full coverage", "full cover", "zero deductible", "comprehensive insurance", "fully comprehensive", "insurance without an excess", "excess free", "no deductible", "comprehensive cover", "comprehensive coverage"],
        "roadside_assistance": ["roadside assistance", "breakdown cover", "roadside help", "breakdown assistance", "roadside", "breakdown service", "roadside service"],
    },
    "rental_car.pickup": {
        "airport": ["airport & car|pick|pickup|collect|rental|collection|desk|vehicle", "airport pickup", "airport pick up", "at the airport & car|pick|pickup|collect|rental"],
        "downtown": ["downtown & car|pick|pickup|collect|rental|office|branch|vehicle", "downtown office", "city office", "downtown branch", "in town & car|pick|collect", "city branch"],
        "delivery": ["delivered to the door", "delivered to your", "delivered to you", "delivery to", "bring the car to", "brought to you", "brought to your", "delivered", "dropped off at your", "delivered to the"],
    },
    "rental_car.equipment": {
        "child_seat": ["child seat", "car seat", "booster seat", "baby seat", "booster", "infant seat", "kid seat", "toddler seat", "kids seat", "child car seat"],
        "navigation": ["navigation", "gps", "sat nav", "navigation system", "satnav", "built in navigation", "navi"],
        "roof_rack": ["roof rack", "roof box", "ski rack", "bike rack", "luggage rack", "roof carrier"],
        "phone_mirroring": ["carplay", "car play", "android auto", "phone mirroring", "mirror your phone", "mirrors the phone", "apple carplay", "phone connectivity", "screen mirroring", "connect your phone", "smartphone integration", "mirrors your phone", "phone integration"],
    },
}  # fmt: skip


@cache
def vocabulary() -> Vocabulary:
    """The compiled vocabulary."""
    return Vocabulary(ASPECT_WORDS, FACET_CUES, VALUE_CUES)

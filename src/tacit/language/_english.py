"""What English sounds like when it asks, guesses, lists, leaves out and greets: the tables the reader works with.

Data only. Patterns are matched against a clause or sentence in lower case, with single spaces and no
punctuation ("what's" keeps its apostrophe). Nothing here knows a world; words of a world are in its
``Vocabulary``.
"""

from __future__ import annotations

import re

_PARTS = {
    "<filler>": (
        r"(?:(?:and|so|also|but|or|then|now|ok|okay|next|first|second|finally|lastly|great|alright|well|plus|hi|"
        r"hello|hey|oh|just|to start|quickly|actually|perhaps|maybe|right|please|thirdly|secondly|firstly|ooh|yes|"
        r"no|dear|sure|hmm) )*"
    ),
    "<auxiliary>": r"(?:do|does|did|would|will|are|is|can|could|shall|should|have|has|may|might|must|were|am)",
    "<subject>": (
        r"(?:you|i|we|it|there|they|that|this|the|your|a|an|any|anyone|anybody|anything|someone|somebody|"
        r"something|one|either|my|our|these|those|being|having)"
    ),
}
"""Pieces that several patterns share, by the name they have in them."""


def _pattern(table: str) -> re.Pattern[str]:
    """Compile a pattern written over several lines, broken only beside a bar."""
    whole = "".join(line.strip() for line in table.splitlines())
    for name, part in _PARTS.items():
        whole = whole.replace(name, part)
    return re.compile(whole)


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


def _phrases(table: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in table.split(","))


def _slips(table: str) -> dict[str, str]:
    """Read lines of "word: slip slip …" into a slip-to-word mapping."""
    lines = (line.partition(":") for line in table.splitlines())
    return {slip: word.strip() for word, _, slips in lines for slip in slips.split()}


SPELLINGS: dict[str, str] = _slips("""
    about: abt abuot
    and: adn n nd
    any: ani eny
    anything: anithing anythin anythng anyting
    are: r
    because: bc becuase coz cuz
    bedrooms: bedrms bedrm
    big: bgi bigg
    booked: bookd
    breakfast: breakfst brekfast brekkie brekky
    bringing: bringin
    can: cn
    check: chck chek chk
    checkin: chckin chekin
    child: chidl chld
    confirm: comfirm confrim
    correct: corect corret
    could: cld coud coudl cud culd
    do: doo
    does: deos dose duz
    drink: drik drnk
    driving: drivin
    eating: eatin eatng
    for: fr
    fuel: feul fule
    going: goin
    great: gr8
    guess: gues
    gym: gymm
    happy: hapy
    have: hav hve
    how: hw hwo
    important: imporant importnt improtant
    in: iin
    intolerance: intolerence
    kind: kidn kinda knd knid
    know: kno konw
    lift: lfit
    like: liek lik lke
    looking: lookin
    many: meny mny
    meal: meel
    much: mch mutch
    need: ned nede neeed
    number: nr nmbr
    or: ro
    planning: plannin
    please: pleas plese pls plz
    pool: pol
    prefer: perfer prefere preffer prefr
    preference: preferance preferrence prefrence
    preferences: preferances preferrences prefrences prefs
    right: rigth rihgt rite
    room: rom
    seat: saet seet
    should: shld shold shoud shoudl shud shuld sould
    some: sum
    something: smth smthing somethin somthing sth
    sort: sorta srot
    stick: stik
    tell: tel
    terrace: teracce terace terasse terrasse
    thanks: thanx thnx thx
    that: taht tht
    the: da hte teh th
    there: ther
    time: tiem tme
    town: twon
    type: tipe tpye typ
    want: wan wana wanna wnat wnt
    what: waht wat wht whta wut
    what's: wats whatis whats
    when: wehn wen whn
    where: wehre wheer wher whre
    which: wch whcih whic wich wihch
    will: wil wll
    with: w wih wiht wit
    work: wrk wrok
    working: workin
    would: wld wold woud woudl wud wuld
    you: u ya yu yuo
    your: ur yor yoru youre yur
""")
"""Chat spellings and everyday slips of the words that questions are made of."""

WHERE_BEFORE: frozenset[str] = _words("can do does shall should to will would you")
"""Words before which "were" is meant to be "where"."""

OWN_STEM: frozenset[str] = _words("""
    allowance apartment apartments business connectivity crowded directions evening evenings fitness fitted formal
    homely informal lively local locality parking placed specialities speciality specialty suite training wellness
""")
"""Words whose stem another word has too: "evening" is no "even", "business" not "busy"."""

ORDINARY: frozenset[str] = _words("""
    acceptable accident adjust agent agree align allocate alter amend america apply arena attitude award batch beast
    brand bridge bright brought brown candidate cannot capture casino castle caught cause charity charm chart
    charter chase cheek cheers chess chief choir chose chosen chunk claim classic clean clearly climate close closed
    closely closer clue coast collar comment commit compare compatible compete complex concept concern concert
    condition confide confidence congress connect consent contact contain content contest context contract
    convenient convert cookie correct costs couch council country couple court cover crane create creation crown
    current curtain daily danger deliberate depend derive describe detail device devote distant distract donate
    doubt drawn driven driver drove early easter eighth elect endure environment essential event excited exist
    expert extend extent fairly false favor favorite favour favourite fellow final finally firm flow found framework
    freedom fresh frill further gather general generally german given giving great greece greed greek guess guest
    handle handy happen happier healthy heart history holder honey horse include indeed india inform informed inner
    interact interest interpret interpretation interpreted invite issue items judge kindly known korea label larger
    laser latest latter launch learn leash least leave liberty likely listed lively local lodge loyal lucky manage
    manner marine market master matter mayor medal mention metro minor mobile mode moment motel museum narrow
    national nature neither never newer noted notes number occasion offer office older onset options order other
    outcome owner paint panel pants parent parking parson party pasta patience pause peace peak perfect period
    person petal pick pierce place planet plans please plenty poet point poker police polish polite porch posted
    potter pound precise present press pretty previous price priest prime prince print prize process produce
    professor project promise proper prosper protect proud provided quickly quiet quite rain rainy raise ranger
    rather reach react reader ready real realm reason recall receipt receive recent refer reflect region reject
    related remain remind remove repeat reply report request resort respect rest restore result retain return reveal
    reverse review reward rhyme ridge rightly rising river rough route router routine ruler sadly safer salon
    saturday saves scale scent score sense serious server several shade shake shall shame shape share shared shark
    sharp sheer shelf shift shine shore short shove shown silent similar simply since sites skate slick slower smack
    small smart smile smoke snack solid sorted sought source spare spark speak special specific specify spell spend
    spent spice spite staff stage stain stair stake stand standard star stark start starve state stated station
    statue status steal steam steel steep step steven stick sticky still stock stone stood storage store story
    strange street strong stuart study stuff stuffy style suffer sugar super superb support surprise sweet swift
    sworn table taken tasks taste thank thanks their theme these thick thing think third those though thought threat
    three through tiger tight tiles timer times tired title today token topic total touch tough tourism tourist
    tower trace track trade trail train trait travel treat trend trial trick tried troop trust truth tuesday twice
    typed under union unique units unlike until usual valid valley value varied various version vibrant visit vital
    voice waiter waste watch water weather wedding weeks weigh wheat wheel where whereas which while white whole
    whose width winner winter witch without woman women world worry worse worst worth would wound write writer wrong
    wrote young
""")
"""Words that look like a slip of some other and are none: "charter" is no "charger". More are a world's own."""

IDIOMS: tuple[str, ...] = _phrases("""
    a bit, a bit of, a view on|to|about|as, all that jazz, any time soon, as well as, at table, at the table, at
    this stage, attach particular weight|importance, back seat, bank transfer, bear in mind, check
    whether|if|the|out the, check with|on|that|for, cover everything, directly at|after|from|outside|opposite|next,
    every time, family holiday|trip|of, fancy a, feel about, feel free, feel like, first time, give weight, have a
    view, health insurance, hop off|straight|on|in, hour flight|drive|layover|trip, in a row, in case, in connection
    with, in the mood to, in view of, just in case, keep an eye, key question|detail|point|thing|info, last time,
    long time, look out for, next step, on the table, park that, pick up where, right away, room for improvement,
    run by you, run through, seat back, share the|your|any|some|with|what, sit down, sit in front of, sit tight,
    sleep well, some time, sort out, step by step, stick a|it|to|with, stop me, table booking|reservation, table for
    two|three|four|five|six|how, take a seat, that entry, that|this|it|which|what works, this entry, this time, to
    work with, travel insurance, what's left, when it comes, wire transfer, work for you|me|us, works for,
    work|works best|better|well|with, you fancy, you've a view, your time
""")
"""Set phrases whose words don't mean what they otherwise would: what "works for you" is no work."""

NEGATION: frozenset[str] = _words(
    "aren't avoid didn't doesn't don't except hate isn't never no not skip without won't wouldn't"
)
"""Words that take back what follows them in a free-form answer."""

INVERSION = _pattern(r"""
    \b(?:what|where|how|when|who)'s (?:your|the|you)\b|
    \b(?:do|does|did|would|will|are|is|can|could|shall|should|may|might|must|were|am) (?:you|i|we|it|there|
    they|anyone|anybody|someone|somebody)\b|\b(?:do|does|did|would|will|can|could|shall|should|may|must) (?:that|
    this|the|your|a|an|any|anything|something|one|my|our|these|those|having)\b
""")
"""A verb before its subject: the surest mark of a question."""

WH = _pattern(r"\b(?:what|what's|which|how|when|where|where's|who|whose|whom|whereabouts|whether|how's)\b")
"""A question word anywhere in a clause."""

ONSET = _pattern(r"""
    ^<filler>(?:you|need|want) (?:want|need|prefer|any|an?|to|the|me to)\b|^<filler>you (?:sit|sleep|drive|eat|drink|
    cook|fly|bring|like)\b|^<filler>(?:(?:(?:in|on|at|by|from|to|for|with|as to|of|under|around|until|
    about) )?(?:what|what's|which|how|when|where|where's|who|whose|whereabouts|whether)\b|(?!have|has|may|must|
    might)<auxiliary> (?!be|been|not|also|still|available|included|get|take|have|only)\w+|(?:have|has|may|must|
    might) <subject>\b|any\b|anything\b|anyone\b|(?:say|tell|mention|state|indicate|specify|give) (?:me|us|if|whether|
    what|which|how|where|when)\b|fancy\b|care for\b|(?:don't|doesn't|won't|wouldn't|isn't|aren't|shouldn't) (?:you|it|
    we|the)\b)
""")
"""How a question begins, after fillers."""

CASUAL = _pattern(r"""
    \b(?:you|we) (?:want|need|like|prefer|wish|planning|going|plan|have|eat|drink|thinking|feel|fancy|
    drive|sit|sleep)\b|\bimportant (?:to|for) you\b|^(?:ok |and |also |so )*(?:need|want|fancy|any)\b
""")
"""What stands in for a verb before its subject in casual writing: "which bed you want"."""

EITHER = _pattern(r"""
    ^(?:need|want|are|is|do|does) |^\w+(?: \w+){0,4} or (?:\w+ ){0,4}\w+$|\b(?:or (?:no|not)|yes (?:or )?no|y n|ok|
    okay)$|^<filler>(?:what|which|how|when|where)(?: \w+){0,3} (?:is|are|do|does|did) (?:you|your|the|it)\b
""")
"""An unmarked line that leaves a choice open: "stick or auto", "full cover yes/no"."""

RELATIVE = _pattern(r"""
    ^(?:which (?:is(?! (?:what|which|how|when|where|whether))|are|was|has|have|had|makes?|comes?|means?|includes?|
    gives?|leaves?|you've|i|i'll|i've|we|they|it|should|will|can)|who |whose |how(?:ever)? (?:lovely|nice)|what (?:a|
    an)|whatever|where (?:the|they|there|i|we|he|she) (?:\w+ )?(?:is|are|was|were|has|have)(?= \w))\b
""")
"""A question word that does not ask: "…, which is on hold"."""

REQUEST = _pattern(r"""
    \b(?:let (?:me|us) know (?!you\b)|be so (?:good|kind) as to|hence (?:the|my) question|(?<!to )(?:tell|inform|
    notify|remind|advise) (?:me|us)|fill (?:me|us) in|give (?:me|us) (?:a|an|your|some|any|everything|all)|
    help me (?:out|with|understand)|i (?:need|needed|want|wanted|wish|have|had) to (?:know|hear|check|learn|ask|
    understand|find out)|i(?:'d| would| should) (?:just |also |still |only |really )?(?:like|love|need|be happy|
    be glad|want) (?:to (?:know|hear|check|learn|understand|ask|find out)|your)|
    (?<!i'm )(?<!am )(?<!are )(?<!was )(?<!were )(?<!we're )(?:grateful|obliged|pleased|glad|appreciate it|helpful|
    great|good|quicker|useful) (?:to (?:learn|know|hear|receive|be (?:informed|advised|told))|if you|to have your)|
    (?:be delighted|be happy|wish|hope|like) to (?:receive|be (?:informed|advised|told))|(?:i(?:'m| am|
    've been| was| am also)? )?(?<!to )(?<!me )(?<!no )(?:wonder(?:ing)?(?! why)|curious)\b|may i (?:ask|know|have)|
    (?:might|could|can) i (?:also |just |kindly )?(?:ask|know|get)|i(?: am|'m) (?:not sure|unsure|asking|missing|
    still missing|puzzled|more puzzled)|asking (?:about|whether|if|how|what|which)|(?:what |all )?i (?:still |
    just )?(?:don't|do not|can't|cannot|couldn't) (?:yet )?(?:know|tell|guess|say|figure)|(?:we|
    i) (?:kindly )?(?:request|require) (?:your|you|to)|(?:let me|we|i|i'd|i'll) (?:(?:kindly|must|would|should|
    shall|will|now|also|just|therefore|have to) )*ask (?:you|what|which|how|where|when|if|whether)|say freely|
    need (?:your|a (?:decision|word|hint|answer) )|my (?:next |only |last |one |final )?question|(?:one|two|three|
    last|more|quick|few|some) (?:more )?questions?|(?:better|thought i'd better|had better) ask|i should ask|
    would you|could you|can you|do you|will you|please (?:state|specify|indicate|name|list|rank|pick|choose|select|
    provide|share|mention|describe|clarify|answer|reply|respond|say|send|give|tick|let|advise|inform|tell|outline|
    fill|complete|confirm|note your)|pray tell|(?:we|i) (?:\w+ )?(?:enquire|inquire)|(?:we|i) (?:\w+ )?request that|
    (?:we|i)(?: would|'d) (?:\w+ )?(?:appreciate|welcome|value)|(?:assist|help) (?:us|me) to (?:know|learn|hear)|
    invite you to|what(?:'s| is) left is|what (?:still )?remains (?:\w+ )?is|still open is|(?:need|lack|want|wants|
    require|requires|missing) (?:(?:only|just|one|two|three|some|another|the) )+(?:more |further |last |final |
    quick )?(?:details?|things?|points?|answers?|bits?|pieces?)|benefit from (?:knowing|hearing)|just say|
    give (?:me|us) a shout|want me to|let me ask|correct me if|confirming (?:that|you)|wants? (?:to )?know|(?:they|
    he|she)(?:'d| would) (?:like|love|need) to (?:know|hear)|you are (?:\w+ )?(?:asked|requested|invited) to|
    (?:must|ought to|should) know|(?:desires?|wish|wishes|keen|anxious|eager|advisable|prudent|incumbent upon me|
    incumbent on me|important|necessary|essential|helpful|useful|good) to (?:ask|know|learn|hear|establish|enquire|
    check) (?:whether|which|what|how|where|when|if|about|your)|\bask (?:what|which|how|where|whether|if|
    when) you(?:r|'d|'re|'ll)?|glad of (?:some|an|your|any|a)|(?:details?|points?|matters?|particulars|things|
    items?|questions?) (?:is|are|remains?) (?:still |yet )?(?:wanting|missing|outstanding|open|unanswered|to be)|
    thought (?:i'd|i would|i should|i might) (?:check|ask|see)|checking (?:whether|if)|delighted to (?:hear|know|
    learn))\b|^(?:kindly|please) (?!note|find|allow|wait|hold|bear|be|see|accept|do not|don't|enjoy|rest|remember|
    feel|keep)\w+|^<filler>(?:state|specify|indicate|name|pick(?! up)|choose|select|share|describe|clarify|spill|
    rank|tick|say which|send me) \w+|\b(?:just )?(?:pick|choose|send me|select|tick) (?:one|your|between|from|
    the one|whichever)\b|\b(?:to|must|should|may|shall|me|let us|we|i|beg|could) (?:\w+ )?(?:ascertain|establish|
    determine|enquire|inquire|clarify|solicit)\b|\b(?:ask|request|beg|require|trouble|oblige|urge|call on|
    rely on) (?:that )?you(?: to)?\b|\b(?:it is|i|we) (?:\w+ )?request(?:ed|s)? (?:that|an?|the|your|for|
    confirmation|particulars|details|clarification)\b|\b(?:permit|allow) (?:me|us) to (?:ask|enquire|inquire|
    raise)\b|\bbe of (?:\w+ )?(?:assistance|help|use|benefit)(?: to (?:me|us))? (?:to|if|were)\b|\b(?:obliged|
    grateful|indebted|thankful) (?:to you )?(?:for|to (?:be|hear|learn|know|receive))\b|\b(?:should|would|
    shall) (?:\w+ )?(?:welcome|appreciate|value)\b|\bawait(?:ing)? your\b|\bawait (?:an? )?(?:word|instructions?|
    indication)\b|\byour (?:guidance|instructions?|directions?|decision|indication|views?|thoughts|word) (?:on|
    as to|about|regarding|concerning|with)\b(?!.*\b(?:has|have) been\b)|\bpray (?:advise|inform|state|say|let|
    indicate|specify)\b|\bremains? (?:only )?(?:to be(?! seen)|for (?:you|us|me) to)\b|\b(?:might|may|
    could) i (?:\w+ )?(?:trouble|prevail|impose|request|beg|invite|learn|hear|take down)\b
""")
"""Ways to ask without asking: "let me know …", "I don't know which …"."""

NO_REQUEST = _pattern(r"""
    \b(?:let you know|do you a|thank you for|would you believe|as you asked|you asked|you told me|told me|
    if you (?:need|have|want) (?:anything|something|any (?:help|questions?|more|other)))\b
""")
"""What looks like a request and is none."""

REPORT = _pattern(r"""
    ^<filler>(?:(?:i|i've|i'll|i'm|i'd|we|we've|we'll|we're|there|there's|there'll|it|it's|they|they've|they're|he|
    she|noted|got|found|booked|thanks|thank|understood|glad|sorry|unfortunately|this|that's|that|here|here's|these|
    those|you|you've|you're|you'd|you'll|nearly|everything)\b|.*(?<!you )(?<!to )(?<!we )\b(?:is|are|was|were|has|
    have|had|will|can|can't|won't|don't|doesn't|isn't|aren't|'ll|'s|comes?|offers?|includes?|looks?|seems?|sits|
    costs?|runs?|departs?|leaves?|serves?|gets?|got|allows?|depends?|varies|vary|charges?|sells?|needs?(?!$| of| for)|
    opened|closes?|opens?|starts?|differ|goes|go|ask|stays?|lands?|adds?|says?|said|feeds?|throws?|requires?|means|
    made|makes|covers?|do|does|did|kept|arrives?|departed|settled|done|booked)\b)
""")
"""A clause that tells: it begins with a subject, or has a finite verb."""

SUBORDINATE = _pattern(r"""
    ^(?:and |but |so )?(?:with a view to|in (?:view|light|anticipation|preparation) of|in (?:preparing|arranging|
    planning|booking|order|so far as|as much as)|pursuant to|further to|prior to|according to|owing to|inasmuch|
    insofar|notwithstanding|so as to|for (?:the )?completeness|on the (?:basis|assumption|understanding)|besides|
    apart from|aside from|other than|in addition to|beyond|except|rather than|since|now that|given|because|although|
    though|while(?! \w+(?:'re|'m| are) at it)|whereas|once|as (?:you|we|i|the|it|they|it's|there|your|a|an|for now|
    most|that|discussed|agreed|requested)|instead of|so (?:that )?(?:i|you|we|they|everyone) can|so that i|
    before (?:i|we)|no need to|no need|regardless of|leaving|leave .* aside|setting aside|having|not counting|
    with (?:the|your|a|an|two|three|all|that|this|so|everything|both|those)|after|until|don't worry about|
    never mind|forget|ignoring|putting|in case you|unlike|thanks (?:for|to)|thank you for|on top of|even (?:though|
    if)|from what|based on what|judging (?:by|from)|going by|considering|knowing|seeing|despite|due to|in order to|
    to (?:find|proceed|complete|finalise|finalize|book|narrow|help|get|make|finish|plan|start)|if|when (?:you|it|
    the|i|we)|unless|whereas|provided|assuming you|based on|being|for (?:the )?(?:sake|record)|which (?:is|are|has|
    have|makes|means|comes|includes)(?! (?:what|which|how|when|where|whether))|that (?:has|have)|who (?:is|are|has|
    have|likes?))\b
""")
"""How a clause begins that only sets the scene or leaves something out."""

GOES_ON = _pattern(r"^(?:and |or )?(?:also )?(?:if|when|where|whether|how)\b")
"""How an indirect question goes on: "tell me what you want, and if …"."""

RESUMED = _pattern(r"""
    (?<=\w{2} )(?:(?:please|kindly) (?!note|find|allow|wait|hold|bear|be|see|accept)\w+|(?:i|we) (?:\w+ )?(?:need|
    must|have|want|would like|should like) (?:to )?(?:know|ask|hear|learn|understand|check|ascertain|establish|
    determine)|i(?:'d| would| should) (?:like|love|need) to (?:know|ask|hear|learn|understand)|(?:let|
    tell) me (?:know|what|which|how|whether|where|if)|(?:i|we) (?:am|are|'m|'re)? ?(?:wondering|wonder))\b
""")
"""How a request goes on where a subordinate clause before it has no comma behind it."""

ASIDE = _pattern(r"""
    ^(?:since|because|although|though|now that|whereas|even though|given that|when (?:you|i|we)|while you|as (?:you|
    we|i|the|it|they|it's|there's|your)|so (?:that )?(?:i|you|we|they|everyone) can|so that i|before (?:i|we)|
    no need to|rather than|besides|apart from|aside from|regardless of|instead of|unlike|which (?:is|are|has|have)|
    while (?:i|we(?!'re at it)|the)|in case the)\b
""")
"""How an aside begins in the middle of a clause, with no comma before it."""

ASIDE_OPENERS: frozenset[str] = _words("""
    although apart as aside because before besides even given in instead no now rather regardless since so though unlike
    when whereas which while
""")
"""First words of asides: what else need not be tried."""

ASKED_FOR: frozenset[str] = _words("""
    about and approximately ask by clarify exactly from idea if indicate is it know me mention of on or preferably
    question roughly say share specify state sure tell time to us was wonder wondering
""")
"""Words after which "when you …" is no aside but what is asked."""

SETTING = _pattern(r"""
    ^<filler>(?:for|on|in|with|at|before|after|during|to|from|by|upon|over|given) (?!(?:what|which|how|whom|whose)\b)
""")
"""How a clause begins that gives a time, a place or a purpose."""

CIRCUMSTANCE = _pattern(r"""
    \b(?:(?:for|with|during|before|after|on|in|at|from|to|by|over) (?:your|the|this|that|these|our|my|his|her|their|
    such|each|every|its|an? (?:long|short|early|late))|(?:before|after) \w+ing|(?:while|when|once|as) (?:you|they|it|
    everyone)(?:'re)?|following (?:your|the|this|that|a))\b
""")
"""How a phrase inside a clause begins that gives a time, a place or a purpose."""

CIRCUMSTANCE_ENDS: frozenset[str] = _words("""
    and any are as but can could did do does how is or plus shall should what when where which will would
""")
"""Words before which such a phrase ends."""

GOES_WITH_NEXT: frozenset[str] = _words("""
    about advise as ask care choice comfortable decision details fine go guidance happy idea ideas indication
    information input instructions interested keen like look looking need needs ok okay opinion opt particulars pay
    paying pertaining plan plans prefer preference preferences reference regard relating request requests
    requirement requirements respect thoughts view views want wish wishes word
""")
"""Words that need the phrase behind them to be complete: "any wishes for the beds"."""

TAG = _pattern(r"""
    (?:^| )(?:(?<! be )(?<! be all )(?<! just )right|correct|yes|yeah|yep|ok then|is (?:that|this|
    it) (?:still )?(?:right|correct|so|it|fair|accurate|ok|okay|a fair assumption|a fair summary)|(?:may|can) (?:we|
    i) take (?:this|that|it) as (?:confirmed|agreed|given)|(?:or )?am i (?:right|correct|mistaken|wrong|off)|
    isn't (?:it|that so)|aren't you|don't you|wouldn't you|won't you|doesn't it|shouldn't (?:there|it|we|they|i)|
    isn't that so|innit|am i (?:warm|close|getting (?:it|this|that) right)|is (?:that|this|
    it) what you(?:'re| are)? (?:want|mean|meant|have in mind|after|like|looking for)|shall (?:we say|
    i take (?:that|this|it) as (?:your wish|a yes|agreed))|(?:is|was) that (?:about right|indeed the case|the case|
    the idea|the plan)|is that right (?:sir|madam|mate)|got (?:that|it|this) right|(?:have i|did i) (?:got|get|nail|
    nailed|catch|caught) (?:it|that|this|the gist)|do i have (?:that|it|this) right|did i (?:get|understand|read|
    hear) (?:that|it|you|this|everything|all)(?: (?:all )?right| correctly| properly)?|have i (?:got|understood|
    guessed|read|heard)(?: it| that| you| this)?(?: right| correctly| properly)?(?: please)?|if i (?:read|
    understood|heard|got) you (?:right|correctly)|agreed|sounds? (?:right|good|about right|okay|ok)|
    does that (?:sound right|work|fit|match|sound good|sound about right)|that (?:right|correct)|true|eh|huh|ya|yea|
    can you confirm(?: that)?|(?:could you |would you |can you )?(?:please |kindly )?confirm(?: that| this)?|
    i (?:take it|assume|guess|suppose|believe|presume|gather|think|imagine)|i'm guessing|i'm assuming|yes please|
    or not quite)$
""")
"""A tag that puts what stands before it up for confirmation."""

LAST_TAG: frozenset[str] = _words("deal fine no ok okay")
"""What is a tag when it stands alone behind a comma."""

BARE_CONFIRMATION = _pattern(r"""
    ^<filler>(?:(?:is|was) (?:that|this|it|everything|all(?: of (?:that|this))?) (?:all )?(?:right|correct|so|
    accurate|fine|in order|ok|okay|good|true|what you (?:want|meant|had in mind))|(?:or )?am i (?:right|correct|
    mistaken|wrong|close|warm|off|on the right track)|got (?:that|it|this) right|(?:is|was) (?:that|this|
    it) (?:about right|indeed the case|the case|the idea)|do i have (?:that|it|this|everything) (?:all )?right|
    did i (?:get|understand|read|hear|nail|guess|note|catch) (?:that|it|you|this|everything|all)?.*|have i (?:got|
    understood|guessed|read|heard|noted|captured)\b.*|(?:may|can) (?:we|i) take (?:this|that|it) as .*|all (?:right|
    good|fine|ok) like (?:this|that)|(?:all |everything |sound |sounds |looks? |does (?:that|this|it all|
    everything) (?:sound|look) )(?:right|good|correct|ok|okay|fine|about right)|does (?:that|this) (?:match|fit|
    work|sum it up|cover it).*|would (?:that|this|it) be (?:right|correct|accurate|fair)|(?:can|could|would|
    will) you (?:please |kindly |just )?confirm(?: (?:that|this|it|these))?(?: (?:this|that|it) is (?:accurate|
    correct|right))?.*|(?:please |kindly )(?:do )?confirm\b.*|confirm|correct|right|agreed|yes|yes or no|
    shall i (?:search|go|proceed|continue|look) (?:with|for|on|ahead|that|like).*|shall i|(?:may|can|shall|
    should) i (?:put|note|write) (?:that|this|it) down|should i (?:go ahead|proceed|search).*|is this (?:right|
    correct)|(?:that|this) (?:is )?(?:right|correct)|true|no|deal|ok|okay|(?:please )?correct me if .*|(?:(?:can|
    could|would|will|may|might|please|kindly|i|we|be)\b.* )?(?:confirm|verify|check)(?: that| whether| if)? (?:this|
    that|it|these|both|my|i have|i've|i am|i'm|the above|the same|the foregoing)\b.*|(?:is|was|would) (?:that|this|
    it)(?: be)? an? (?:\w+ )?(?:accurate|correct|fair|true|right)\b.*|(?:may|can|
    shall)(?: we| i) (?:safely )?(?:take it|assume|conclude|trust) that (?:this|that|it|my)\b.*|
    that(?:'s| is) what(?: you| you'd| you're| you've)(?: \w+){0,4} (?:isn't it|right|correct|yes|no))$
""")
"""A sentence that only asks whether what came before it is right."""

CONFIRM_WHAT = _pattern(r"""
    \bconfirm (?:the|your) (?:\w+ )?(?:level|type|kind|number|size|time|class|choice|location|area)\b|
    \bconfirm\b(?! that| (?:whether|if) (?:i|this|that|it|my)\b).*\b(?:whether|if|what|which|how|where|when|
    your (?:\w+ )?(?:requirements?|preferences?|wish|wishes|needs|choice))\b
""")
"""Asks to confirm what was never said: a question."""

GUESS = _pattern(r"""
    ^<filler>(?:(?:you|you'd|you would|you'll|you're|you are|you do) (?!like to (?:tell|share)|(?:\w+ )?(?:asked|
    requested|invited)|ok|okay|fine|good|alright|cool|up for|down for|into|happy|fancy)|
    (?:just )?(?:to )?(?:confirm|double check|recap|verify|be (?:clear|sure))|confirming|if i (?:understand|
    understood|heard|read|got)|from that i|(?:it is |it's )?(?:our|my) (?:guess|understanding|reading|assumption|
    impression)|i (?:understand|take it|gather|assume|believe|think|guess|suppose|hear|sense|conclude|presume|
    imagine|'m hearing)|i'd (?:guess|imagine|assume|say)|we (?:understand|assume|take it|gather)|
    i(?:'m| am) (?:assuming|guessing|hearing|taking|thinking)|(?:am i|are we) (?:right|correct)|do (?:i|
    we) understand|did (?:i|we) (?:understand|get|hear)|have (?:i|we) understood|did you mean|do you mean|
    would it be (?:fair|right|correct|safe)|is it (?:fair|right|correct|safe|true)|
    is it (?:\w+ )*you(?:'re| are) after|(?:can|may|could|shall|should) (?:i|we) (?:just |safely )?(?:assume|
    confirm|take it|presume|conclude|note)|would i be (?:right|correct)|it is true that|it sounds like|sounds like|
    it seems|seems like|that sounds like|that means|(?:does )?that mean|meaning|in other words|let me (?:confirm|
    check i|make sure|guess|sum up|recap)|something tells me|lemme guess|(?:please|can you|could you|would you|
    will you) (?:please |kindly |just )?confirm|i(?:'ll| will| shall) (?:go with|assume|put|note|take|look for|
    search for|book|mark)|(?:shall|should) i (?:go with|look for|book|pick|put you|note|mark|filter|stick|
    search for))\b
""")
"""How a guess begins that wants to be confirmed."""

PLAIN_GUESS = _pattern(r"""
    ^(?:ok |okay |right |alright |well |and |great |good )*(?:so|then) (?!what|which|how|when|where|who|do|
    would|any|is|are|can|will|should)| then$
""")
"""A bare "so X" or "X then" with a question mark guesses too."""

ABOUT_YOU = _pattern(r"""
    \b(?:you|you'd|you'll|you're|you've|your|wish|wants?|desired?|required?|guess|gather|assume|understand|
    understanding|must be)\b|^so\b|^(?!.*\b(?:is|are|has|have|was|were)\b)
""")
"""A line that is about the traveller's wishes, or is a fragment."""

REFERS_BACK = _pattern(r"""
    \b(?:would|is|does|will|are|do|can|could|should|if|whether) (?:that|this|it|such|either|these|those|
    any of(?: that| this| those| them)|one of (?:them|those))\b.*\b(?:acceptable|problem|issue|important|matter|
    suit|suits|bother|bothers|okay|ok|fine|agreeable|appeal|appeals|necessary|convenient|concern|essential|
    an option|tempt|for you|of interest|of importance|your thing|interest you|put you off|be needed|nuisance|a must|
    sound good)\b|\bwhich (?:camp|team|side|kind of person|type are you)\b|\b(?:do|would|can|could) you (?:mind|
    want|need|like|prefer|live with|care about|do without|manage with|cope with|put up with|object to|be happy with|
    be ok with) (?:that|this|it|either|one|those|these|such)$|\b(?:feel|think) about (?:that|this|it|those|these)$|
    ^<filler>(?:what|how) about(?: you| yourself| your lot)\b|^<filler>which (?:one|position|option|level|
    alternative|of the two)\b|^<filler>how many (?:shall|should|do|would|will)\b|\b(?:your wish to|avail yourself|
    meets? with your|something you(?:'d)?(?: would)?(?: \w+)?)\b|\b(?:throw|add|include|put) (?:one|
    some)(?: in| on)?(?: for you)?$|\bin this (?:regard|respect|matter)$|\bmay i have (?:it|them)$|
    \bare you (?:one of (?:them|those)|like that|the same|that (?:sort|kind|type))\b
""")
"""Asks about what was told before: "would that be a problem?"."""

CONJUNCTIONS: frozenset[str] = _words("and plus & also")
"""Words that join things asked about."""

CHOICE = _pattern(r"\b(?:or|versus|vs)\b")
"""Joins alternatives."""

NO_CHOICE = _pattern(r"""
    \bor (?:not|so|anything|something (?:like|of|similar|along)|any|other|else|two|more|less|am i|
    should i say|the like|is (?:it|that) not|whatever|similar|special)\b
""")
"""An "or" that offers nothing."""

PREFERENCE = _pattern(r"""
    \b(?:rather|prefer|better|instead|happy|fine|okay|ok|or (?:more|would|is|are|do|shall|will|only|should|
    maybe|just|in|at|on|from|the|a|one|something))\b
""")
"""Words beside an "or" that weigh one thing against another."""

CONFIRM_LIST = _pattern(r"\b(?:confirm|is (?:this|that) (?:right|correct)|correct me|did i get)\b")
"""Words of a line that puts the list below it up for confirmation."""

DEMAND = _pattern(r"""
    \b(?:which|what'll it be|what will it be|pick|choose|tick|select|what's your (?:preference|choice|
    pick)|what do you (?:prefer|think|want|say)|your (?:pick|choice|call)|what (?:suits|works)|
    just send me|shall i (?:go for|take|note)|any of (?:these|those)|the one you|let me know)\b
""")
"""A line that asks for a choice from a list beside it."""

EACH = _pattern(r"\b(?:each|all of (?:these|them|those)|these|the following|the above)\b")
"""Words of a question about every item of a list beside it."""

INVITES = _pattern(r"""
    \b(?:questions?|quickies|details?|need|needed|preferences|wishes|answers?|tell|know|clarify|check|
    choose|pick|missing|open|fill|complete|left to (?:settle|decide|clear)|decide|formalities|points?|
    things|items|requests?|indicate|select|provide|help|info|information|about(?! (?:me|us))|input|state|specify)\b
""")
"""Words of a line whose list items are requests."""

RESULTS = _pattern(r"""
    \b(?:found|here (?:are|is)|here's|results?|booked|options? (?:i|we)|summary|overview|so far|included|
    includes|confirmed|confirmation|settled|noted|already|have (?:now )?got|matches|recap|what i have|
    (?:will )?(?:now )?search|itinerary|itineraries|booking is|reserved|thank you|thanks|notes|on file)\b
""")
"""Words of a line whose list items report."""

OPEN = _pattern(r"""
    \b(?:any|anything|something|what|which|tell me|describe|else|more|further|other|everything)\b.*\b(?:prefer\w*|
    wish\w*|matters?|important|look(?:ing)? for|must haves?|requirements?|needs?|particular|specific|criteria|ideal|
    perfect|wants?|like|pleasant|dream|special|great|deal ?breakers?|priorit\w+|care|have in mind|kind|requests?|
    expect\w*|else|should know|help|hop\w+|consider|aware|after|value|make|makes|aside|extra|picture|success|good|
    bear in mind|dear|picky|tell|nature|in mind|looking out for|quirks?)\b|\b(?:your|any|all|
    further) (?:\w+ )?(?:preferences?|wishes|requirements|needs|must haves|priorities|criteria|expectations|
    requests)\b|\bpreferences?\b|\b(?:describe|tell me about|talk me through|picture|paint) (?:me )?(?:your|the|
    what)\b|\bwhat matters\b|\bin your own words\b|\banything else\b|^(?:\w+ )?(?:wishes|must haves|requests|
    requirements|needs|priorities|expectations)\b|\bnarrow\b|\bimagine\b|\badd (?:something|anything)\b|
    \byou looking for\b|\bdo you like your\b|\bwish ?list\b
""")
"""A question for wishes of any kind."""

WISHES = _pattern(r"""
    \b(?:wish|wishes|preferences?|requirements?|needs|requests)\b
""")
"""What announces a list of things to be asked about, rather than a choice between them."""

FORMALITY = _pattern(r"""
    \b(?:(?:travel |which |what |your |exact |flexible with the |the )dates?|dates|budget|how much .*(?:spend|
    spending|pay|cost)|spend(?! (?:in|time|the))|price range|price limit|full name|under (?:what|which) name|(?:whose|
    what|your|the) names?|passengers?|how old|e ?mails?|phone number|telephone|passport|loyalty|frequent flyer|
    frequent flier|mileage|(?:table|reservation|room|booking|place) for how many|how many (?:people (?:will|
    are) (?:be|join|joining|come|coming|dine|dining|attend|attending|travel|travelling|eating|there)|guests|adults|
    of you|nights|days|persons|weeks|travell?ers|children are|diners)|how are you(?: doing| today| feeling|$)|
    how is your|how was|day going|how's|how did|what brings|do you (?:live|speak (?:\w+ish|\w+ian|french|german|the))|
    shall i send|reach you|home airport|trip (?:start|begin)|what time is it|like to change|(?:mon|tues|wednes|thurs|
    fri|satur|sun)day or|final answer|to pay|payment|credit card|card number|pay by|currency|birthday|date of birth|
    driver's age|how long (?:is|are|will|do you (?:stay|need the car|plan))|purpose|(?:what(?:'s| is) the|which|any|
    special) occasion|business or (?:a )?leisure|business trip|(?:book|reserve) (?:the|a|your) (?:table|flight|room|
    car)(?: for| now|$)|(?:when|what time|what day) .*(?:dinner|dine|lunch|table|eat)|for how many|(?:trip|this|it|
    there|travel\w*) for business|celebrating|anniversary|membership|visa|destination|where do you want to go|
    which (?:credit )?card|which (?:of these|option|one of)|this option|more options|when do you travel|did you enjoy|
    called back|first visit|on file|hold the|where are you (?:going|travell?ing|flying|heading)|where to|weather|
    time zone|coupon|voucher|discount|promo|receipt|invoice|contact|hear about us|been there|visited|first time|
    main driver|(?:who is|who will|who's|who'll) (?!doing|cooking|allergic|vegan|vegetarian)|driving licen[cs]e|
    driver's licen[cs]e|licen[cs]e|which (?:days?|date|month|week)|what (?:days?|date|month|week|year)|come back|
    return date|returning|travelling alone|looking forward|nationality|which airport|departure city|from which city|
    party size|size of (?:your|the) (?:party|group)|how many will|sign up|newsletter|rate (?:my|this|your)|hold (?:it|
    them)|go ahead|proceed|book (?:it|this|that|them|now)|call you|your address|home address)\b
""")
"""Questions that any booking brings and that are about no wish: dates, money, names, small talk."""

EXAMPLES = _pattern(r"\b(?:such as|for example|for instance|e g|be it)\b")
"""What stands before examples, which are no alternatives."""

GREETING = _pattern(r"""
    \b(?:hi|hello|hey|thanks|thank|welcome|good (?:morning|afternoon|evening|day)|cheers|bye|goodbye|great|
    lovely|dear|honou?r|wonderful|no (?:problem|worries)|my pleasure|glad|happy|pleasure|enjoy|sounds|nice|
    awesome|haha|ha|lol|of course|sure|fun|exciting|aww?|ugh|oh|ooh|wow|have a (?:\w+ )?(?:great|good|nice|
    safe|lovely|wonderful)|take care|you're|congratulations|congrats|sorry to hear|wish you|at your (?:service|
    disposal)|disposal|jealous|hungry|simply the best|know (?:that|the) feeling|you're going to have|
    hope this|probs|going to have|best|promise|appreciate|delighted|talk soon|see you|fantastic|brilliant|
    amazing|cool|perfect|understandable|no rush|take your time|safe travels|bon voyage|love|beautiful)\b
""")
"""Words of small talk."""

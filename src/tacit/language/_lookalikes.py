"""Everyday words that look like a slip of some other word and are none ("charter" is no "charger").

Stems, as ``tacit.language.stem`` gives them. A word listed here is never mended. They are words of the common
language that lie a slip away from what people say about travel; a world with other words may need others.
"""

_TABLE = """
    accident agent align alleg allegi alloc alloy alon alter alway ambul amend america among ampl anoth appal appli
    arena attitud auction autom automot awak award backward bacteri baker bang barbi bark basil basin batch batter
    battl bead beard beast bench bever bewar bias bitter black blake bland blank bleach boost booti bore bought brake
    brand breach bread bridg brigg brink brook brown browser brunch buffer bulli burner bust butter cake caller candi
    cannon captur care carey carlo carter casey cast castl catherin caus cave ceas cell chanc changer chant character
    charl charm chart charter chase chassi cheat cheek chess chick chief chile chili chilli choir choke chore chose
    chuck clair clan clash classic classif claus claw clean click cloak clone closer closet clue coalit coat cock
    coher collar collector collin comet commod commut compar compat compet complex compon comprehend concept concern
    concret condol condom conduct confid congest congo connector consent contact content contest conveni converg
    convers convict cooki cool cooler cooper corey cornel correct couch counti court coven covert crane crank crate
    crater creator crook crown crush cur curti daili daisi danger dant dare decenc decept delic deport deriv descent
    detain detent devil devis devot dian diari director distant distract distribut dive diver donat donor donut doubt
    drank drawn driven driver drone drove drown drunk easter econom economist eighth eighti elect elector electro
    electron endur entir environment ethic ethiopia everton excit exist expertis extens extent facial fanni favor
    favour feast feder feeder ferri fight flame flare flesh float flood flour flow fool format formul fractur franci
    freed freez fring frost fulton germani given gloss goofi grass great greec greed guess handi handl hangov haven
    healthi heard heath histori historian holden homer honey hors howel hungari improp incid incur india indiana
    inferior inher injur instabl insul inter interact intercept internat interpret intersect intervent intric intro
    juici kinda kindl known korea laker lanc larger laser latter launch layer leaf leas leash liber lightn line liter
    liver log longev love lover loyal lynch machineri man mania manni manuel maria marin mark marker mate mater mayer
    mean meant medal melt menus messag metal meteor metro meyer minim mixer mode moder modul moist moodi moor moron
    mors motel mourn multiplay multipli needi needl newer nicer nich niec notion numer occasion offici older onset
    outset overr overse oversight overweight pace packet pain paint palac pant panti paper parri parson partit paste
    patrol patti pay peach peak pearc pearson penal penc persona personnel petal pickl pierc plain planet plank plot
    plung poet poker polic polit poppi porsch porto post poster potter powder powel pray precis preserv prick pride
    prime princ print prize produc profess professor project promis prone propel prosecut prosper protector protest
    provis proxi quartet queer quit raini rais ranger raven react read reader realm recal receipt recent recess
    redempt regul reich reject relat relay religion remov report restraint retent retir retreat rider ridg rins risen
    riski roman rooki root roug router routin rover ruler rusti safer salmon salon satir satur saudi scare scent score
    scream seal sear seattl seiz selfi senat sensat serena server sewer shade shaft shake shale shall shame shane
    shark sharp shave sheep sheer shelf shire shirt shop short shove shown simul sincer singh siren skate skin slack
    slater sleev slick slide slower smack smell snake sneak snowi societ sofia somethin sonni spare speak spear
    specialis specialist speedi spend spent spice spiritu spite spoon squad squat stabil stack staff stain stake stall
    stanc stapl star stare stark starv stat state steal steel steep stem steve steven sticki stiff sting stink stitch
    stock stoke stole stone stood store strang stray streak string stuart stuck su sudan superb superfici swamp sweat
    sweater sweep swift swing swore tablet taken talli tampa tape tasti teach thank theme these theyr think thirsti
    thorough though threat threw tide tie tiger tile timer toast torch tough tourism tower track trail trait transform
    transmit transmitt tread treati trend trent tri trick tripl truce tryin tube tyler undef underr underw unfit uniti
    unwil usabl vacant valid valuat variat vega veget venus vibrat virgin vocat waist waiter waiv walsh walter wasnt
    wast weigh wellb whale wherea wherev whine white whole whore widow width willi winger winner wipe witch word
    workplac world worm wound wright writer wrote
"""

LOOKALIKES: frozenset[str] = frozenset(_TABLE.split())

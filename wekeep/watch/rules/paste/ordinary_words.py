"""Everyday words of English and Spanish that lie one slip of the finger from ours and are meant as typed."""

from wekeep.watch.rules.paste.patterns import word_set

ORDINARY = word_set(
    """
    acacia acton acusando aground altas amada amour andean angel arcadia ardent argent armoured armrest aromas
    asfalto assent atenas auction auctions baked balled balling banana bananas banca bancas banned banning
    barges baring barons bartering barton baston bathes beached beading beaks bearer bearers bedside beeing
    berating bering besides besting bettering bianco bibliotheca bicker bight binging blacking blaze bleating
    blinders bloody bluffs boarder boats bodes boeing boing boosts borer boring bought bounce bounded braking
    bride brides brining broached brooke bugger burner bursting burton bushes bushing busing bustling cabellos
    cabin caching caera cagando cameos campion campos camus canon canons canton cantons cantos canvassing caped
    capel caper capers caracter carbon cardenas cared cargas caries caring carnaval carrie carriles carrot
    carrots cartas carte carters cartier carving casadas cashed cashing casta castas casted castes catedral
    cation causal causas caused causes ceases ceasing cello centres cerrando channing chanting chaos chapin
    charred charted charting chatter chatters cheery cheque chins chucking chuffed ciento cinico citas clamped
    clases clinical clones closet clotted clover clovers clutter coaches coasts codos coking colada colorido
    coloured combing commends communes compra condes conduct constriction consultado consulte contara cooler
    coons copes coppers coroner corporeal couches counted counter counting counts coveted coveting cradling
    cramped crate create creates crime crimes croats crooks cropper crouch cruise cruises cubed cunado curate
    curates cured curved defective deliver delivers denys deporting derive derives deriving despot dessert diary
    dives diving doable dolar doling dollars dones donors doping dosing dotado doting dozing drier dries
    dripping drowns drugging duress editing eighty employer empted encodes enforce enforced enslave entera
    enterar escapade escapades espadas espina estatica eventing excited exciting fabric facies facil fading
    faeces failed faking fares farther fatter feather fiend filed filing filled filmed firmados firmando fisting
    fleecing fleeting fling flogging foiled foots forges forked forking forrest forster forties frist froth
    genes genetic genres globes gordas gordos goring grabadas grades grads groping guardas haces heaving heeding
    helios herring hiring hoarse holing holmes hordes hoses hunger hurdle indent irnos jueces jugado juzgando
    keeling knicks knitted knitting kroner labourer labourers lading lagos lances larder larvas laterally lather
    leasing letal leves levin lightning linking livres llegaba llegaban llegar llenan llenando llenaron loafing
    loomed looming lunges luring madrina manger mangos manna manzana maples maquis marcando marchas mares
    mariana mariano marica marking marlon martina masher mastering mater mates matron mellon melton mementos
    metallica metis metros miasma milking miras montos moths mounted mourning moviles mueres normas notre orbita
    paced paces pagada pagadas pagado pagados pagando pagarle pagaron painting paints palace palaces palate
    palates palin pamper pampers pantheon paragon paras pardo pares paring parted parting parts paseando pasear
    pases pastures patada patadas pauper paupers paving peces peeing peeling peeped peking pelean perdon perdona
    perked peron pester pesto peter petered pickled pickling pierces pilate pilates pilling pinas pinged pinging
    pining piping pisces planes planeta planteada planteado plied plots podras pointers polaca pollos polvos
    ponds pones ponting pools pored posed posited pounced pouncing powder prada prado praying preguntale preying
    priced pricked pricking primed primus prion prions prision prized proton pudiendo questing quiebra quiten
    rager ransom readying rearing reciben rehenes renal retrain retrained retraining retro reuben rhonda ridges
    riding rigging riles ringling rippling risers rotund rouge rusted rusting sabana sabanas sabers sabiendo
    sacks sagging salomon sanas sapping scares scharf scouring seared seater sedated sedge seeping senado senna
    sensores sentidos sentira sentiras sequia serra settling shandy shavers shaves shippers shits shitting
    shocking shogun shores shots shuttered sifting sintio sited sizing slavers slights slitting slotting
    smattering smelter snipping snitched snitching snores snorts snowing sowing spamming spayed spilt spitting
    sporting springer stacking staffing stalked stalling starling starred starring stars starved starves
    starving stationery sticking sting stirs stoking stomps stooping stopper stoppers storing stoves stranding
    strangler stratus stringer stronger stuart sueltos supper sweated swerving tacked tacking tainted taiping
    talker tamils taming tanking tasked tasker taster tasters tasting taxing teased teaser teasers teasing tench
    teneis tenes terrance terrapin terrapins thirsty thorough tickling tienden tiled tiling timbers tinged toads
    tocas toucan towner towners toying tracer traes tragico trailed trails traten trough tuareg tunel tuning
    turing tweens unison varas venas vencedor ventajas vernos verses vinilo violando virile visas visitas
    vitoria wading waging waived waiving walled walling waned waning wapping warner warners warps weaved weaving
    whomever widow widows winger witching wondering wrested wresting writhing
    """
)

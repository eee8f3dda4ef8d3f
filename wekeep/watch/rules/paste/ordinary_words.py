"""Everyday words of English and Spanish that lie one slip of the finger from ours and are meant as typed."""

from wekeep.watch.rules.paste.patterns import word_set

ORDINARY = word_set(
    """
    acusando altas amada angel ardent armoured asfalto atenas auction auctions baked banana bananas banca bancas
    banned banning barton baston bearer bedside besides blaze bloody boats boeing boosts boring bought bounce
    bounded braking bride brides brooke burner bursting burton bushes cabellos cabin caera cagando campos canon
    canton cantos caracter carbon cardenas cared cargas caring carnaval carrie carriles carrot carrots cartas
    carving casadas casta castas catedral causal causas caused causes ceases cello centres cerrando channing
    chanting chaos chatter cheque ciento cinico citas clases clinical clones closet clover clutter coaches
    coasts codos colorido coloured compra condes conduct consultado consulte contara cooler coroner counted
    counter counting counts coveted cramped crate create creates crime crimes crooks crouch cruise cruises
    cunado cured curved defective deliver delivers derive derives dessert diary dives diving dolar dollars dones
    donors doping dotado dries dripping editing eighty employer enforce enforced entera enterar espadas espina
    estatica excited exciting fabric facil fading faking fares farther feather filed filing firmados firmando
    fleeting fling forrest forster genes genetic genres gordas gordos grabadas grades guardas haces herring
    hiring holmes hunger hurdle irnos jueces jugado juzgando knicks knitting lagos larvas leasing letal leves
    levin lightning linking llegaba llegaban llegar llenan llenando llenaron looming madrina manzana marcando
    marchas mares mariana mariano marica marking marlon martina mastering mater mates mellon metallica metros
    miras montos moths mounted mourning moviles mueres normas notre orbita paced paces pagada pagadas pagado
    pagados pagando pagarle pagaron painting paints palace palaces palate palin pantheon paras pardo pares
    parted parting parts paseando pasear pases pastures patada patadas paving peces peeing peeling pelean perdon
    perdona peron peter pinas piping planes planeta planteada planteado plots podras pointers polaca pollos
    polvos ponds pones pools posed powder prada prado praying preguntale priced prision prized proton pudiendo
    quiebra quiten ransom reciben rehenes renal retro reuben riding rigging rouge sabana sabanas sabiendo sacks
    salomon sanas scares senado sensores sentidos sentira sentiras sequia serra settling shits shitting shocking
    shores shots sintio sizing spamming spitting sporting springer stacking staffing stalked starred starring
    stars starved starving stationery sticking sting storing stronger stuart sueltos supper tainted tasked
    tasting taxing teased teaser teasing teneis tenes thirsty thorough tienden tocas traes tragico trails traten
    trough tunel tuning unison varas venas vencedor ventajas vernos verses vinilo violando visas visitas vitoria
    waived walled warner weaving widow widows winger wondering
    """
)

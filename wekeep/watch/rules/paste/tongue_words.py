"""Words of Somali, Hmong and Arabic reports, each with the word of ours that the readers know it by.

Colours and other qualities follow their noun in all three, so they are given in Spanish, where they do as well.
"""

SOMALI = """
    hal=1|laba=2|labo=2|saddex=3|sadex=3|afar=4|shan=5|lix=6|toddoba=7|todoba=7|siddeed=8|sideed=8|sagaal=9|toban=10|labaatan=20|
    ilaa=to|illaa=to|ku dhawaad=about|qiyaastii=about|qiyaas ahaan=about|ugu yaraan=at least|in ka badan=more than|iyo=and|ama=or|mise=or|oo=with|wata=with|sita=with|leh=with|
    askari=agents|askar=agents|askarta=agents|wakiil=agents|wakiillo=agents|wakiilada=agents|ciidan=agents|ciidanka=agents|saraakiil=officers|booliis=officers|
    laanta socdaalka=ice|socdaalka=ice|laanta socdaalka ee ice=ice|hay'adda socdaalka=ice|nin=man|niman=men|rag=men|qof=person|qofood=people|dad=people|dadka=people|naag=woman|naago=women|haween=women|gabar=woman|darawal=driver|
    gaari=car|gaadhi=car|gawaari=cars|gawaarida=cars|gawaadhi=cars|baabuur=cars|baabuurta=cars|gaadiid=cars|bas=bus|gaariga=car|
    madow=negro|madoow=negro|madmadow=negros|cad=blanco|cadcad=blancos|cas=rojo|buluug=azul|cagaaran=verde|cawl=gris|dambas=gris|
    garaacayaan=knocking on|garaacaya=knocking on|garaaceen=knocked on|garaacay=knocked on|albaab=door|albaabka=door|albaabada=doors|albaabbada=doors|guri=house|guriga=house|guryo=houses|guryaha=houses|dhismaha=building|dhisme=building|
    fadhiya=sitting|fadhiyaan=sitting|taagan=standing|taagnaa=standing|joogaan=are|jooga=is|ku sugan=at|
    qabteen=detained someone|qabtay=detained someone|qabanayaan=detaining people|xireen=arrested someone|la xiray=arrested someone|kaxeysteen=took someone away|kaxaysteen=took someone away|kaxeeyeen=took someone away|qaateen=took someone|
    weydiinayaan=asking for|waydiinayaan=asking for|weydiiyeen=asked for|aqoonsi=id|aqoonsiga=id|waraaqo=papers|waraaqaha=papers|sharciga=papers|joojinayaan=stopping|joojiyeen=stopped|
    daawanayaan=watching|fiirinayaan=watching|ilaalinayaan=watching|wareegayaan=circling|sugayaan=waiting|isu ururayaan=gathering|isku ururayaan=gathering|baxeen=left|tageen=left|ka tageen=left|baarayaan=searching|
    jaakad=jacket|jaakado=jackets|jaakada=jacket|maaskaro=masks|maaskarada=masks|maaskarayaal=masks|wejiga daboolan=masked|wajiga daboolan=masked|wajigooda daboolan=masked|wejiga duuban=masked|dhar=clothes|direes=uniform|dirays=uniform|dharka askarta=uniform|dhar shacab=plainclothes|dhar caadi=plainclothes|xiran=wearing|xidhan=wearing|xirnaa=wearing|
    qori=rifle|qoryo=rifles|bunduq=rifle|bunduqyo=rifles|hub=weapons|hubaysan=armed|eey=dog|eeyo=dogs|
    subaxnimo=am|subaxnimadii=am|subaxdii=am|galabnimo=pm|galabnimadii=pm|galabtii=pm|habeennimo=pm|fiidnimo=pm|fiidkii=pm|duhurnimo=pm|saacadda=at|saacadu=at|hadda=now|hada=now|imminka=now|iminka=now|daqiiqo ka hor=min ago|daqiiqadood ka hor=min ago|berri=tomorrow|shalay=yesterday|
    hortiisa=in front of|horteeda=in front of|hortooda=in front of|afaafka=outside|bannaanka=outside|dibadda=outside|agteeda=near|agtiisa=near|u dhow=near|agagaarka=near|geeska=corner of|
    dukaan=store|dukaanka=store|masjid=mosque|masjidka=mosque|masaajidka=mosque|iskuul=school|iskuulka=school|dugsiga=school|xarunta=center|wadada=street|jidka=street|isbitaalka=hospital|suuqa=market|
    mahadsanid=thanks|mahadsanidiin=thanks|kulan=meeting|kulanka=meeting|shirka=meeting|ma run baa=is it true|ma dhab baa=is it true|miyaa=is it true|walaalayaal=hey|iska jira=careful|ka digtoonow=careful|waxay=they|waxaa=there are|waxaan arkay=i saw|arkay=saw|waa=is|ku=in"""

HMONG = """
    ib tug niam tais xa tuaj=fyi|xa tuaj=fyi|ib tug=1|ob tug=2|peb tug=3|plaub tug=4|tsib tug=5|rau tug=6|xya tug=7|yim tug=8|cuaj tug=9|kaum tug=10|ib lub=1|ob lub=2|peb lub=3|plaub lub=4|tsib lub=5|rau lub=6|
    ob tus=2|peb tus=3|plaub tus=4|tsib tus=5|rau tus=6|xya tus=7|yim tus=8|ib leej=1|ob leej=2|peb leej=3|plaub leej=4|tsib leej=5|rau leej=6|tug=|tus=|leej=|lub=|cov=|tsawg kawg=at least|li=about|kwv yees li=about|kwv yees=about|los yog=or|thiab=and|
    txiv neej=men|poj niam=women|neeg ua haujlwm=agents|neeg=people|tub ceev xwm=officers|tub rog=agents|tsoom fwv=agents|
    tsheb thauj=truck|tsheb loj=truck|tsheb=cars|npav=bus|dub=negros|dawb=blanco|liab=rojo|xiav=azul|ntsuab=verde|txho=gris|
    hnav tsho tiv thaiv mos txwv=wearing bulletproof vests|tsho tiv thaiv mos txwv=bulletproof vests|tsho tiv thaiv=vests|npog ntsej muag=masked|daim npog ntsej muag=masks|npog qhov ncauj=masked|ris tsho dub=black clothes|ris tsho=clothes|hnav khaub ncaws=wearing uniform|hnav=wearing|tsho=jacket|khaub ncaws=clothes|
    nug neeg daim ntawv=asking people for papers|nug daim ntawv=asking for papers|nug neeg=asking people|nug=asking|daim ntawv=papers|khob qhov rooj=knocking on doors|khob rooj=knocking on doors|qhov rooj=door|tsev=house|
    ntes tau=detained someone|ntes neeg=detaining people|ntes lawm=detained someone|ntes=detained|txhom neeg=detaining people|txhom tau=detained someone|txhom=detained|coj mus lawm=took someone away|coj neeg mus=took someone away|coj mus=took someone away|
    saib neeg=watching people|zov=watching|saib=watching|nres tsheb=stopping cars|nres=parked|zaum=sitting|tos=waiting|tawm mus lawm=left|tawm mus=leaving|khiav mus=left|sib sau=gathering|tabtom=|tab tom=|
    phom=rifles|rab phom=rifles|riam phom=weapons|dev=dog|aub=dog|
    nyob hauv=in|nyob ntawm=at|nyob ze=near|nyob sab nraud=outside|nyob=at|ntawm=at|hauv=in|ze=near|sab nraud=outside|pem hauv ntej=in front of|hauv ntej=in front of|tom qab=behind|ces kaum=corner of|
    tam sim no=now|tamsim no=now|tamsim=now|sawv ntxov=am|tav su=pm|yav tav su=pm|tsaus ntuj=pm|yav tsaus ntuj=pm|hmo no=tonight|teev=|feeb dhau los=min ago|feeb=min|nag hmo=yesterday|tag kis=tomorrow|
    tsev kawm ntawv=school|tsev muag khoom=store|khw=market|tsev kho mob=hospital|chaw nres tsheb=parking lot|tsev teev ntuj=church|
    ua tsaug=thanks|sib tham=meeting|rooj sib tham=meeting|puas muaj=is there|puas yog=is it true|kuv pom=i saw|pom=saw|kuv=i|muaj=there are|lawv=they"""

ARABIC = """
    واحد=1|اثنين=2|اثنان=2|تنين=2|ثلاثة=3|ثلاث=3|تلاتة=3|اربعة=4|اربع=4|خمسة=5|خمس=5|ستة=6|ست=6|سبعة=7|سبع=7|ثمانية=8|ثماني=8|تمانية=8|تسعة=9|تسع=9|عشرة=10|عشر=10|عشرين=20|حوالي=about|تقريبا=about|نحو=about|على الاقل=at least|اكثر من=more than|او=or|الى=to|
    سيارتين=2 cars|سيارتان=2 cars|رجلين=2 men|رجلان=2 men|شخصين=2 people|عميلين=2 agents|ضابطين=2 officers|شاحنتين=2 trucks|سيارة=car|سيارات=cars|فان=van|فانات=vans|شاحنة=truck|شاحنات=trucks|باص=bus|جيب=jeep|
    رجال=men|رجل=man|اشخاص=people|شخص=person|ناس=people|عملاء=agents|عميل=agent|ضباط=officers|ضابط=officer|عناصر=agents|عنصر=agent|شرطة=officers|الهجرة=ice|ايس=ice|الايس=ice|نساء=women|امراة=woman|سايق=driver|سائق=driver|
    سوداء=negras|سودا=negras|اسود=negro|سود=negras|بيضاء=blanca|بيضا=blanca|ابيض=blanco|بيض=blancas|رمادية=gris|رمادي=gris|زرقاء=azul|زرقا=azul|ازرق=azul|حمراء=roja|حمرا=roja|احمر=rojo|خضراء=verde|خضرا=verde|اخضر=verde|فضية=plateada|فضي=plateado|
    ملثمين=masked|ملثمون=masked|ملثم=masked|مقنعين=masked|مقنعون=masked|اقنعة=masks|كمامات=masks|سترات=vests|سترة=vest|جاكيت=jacket|جاكيتات=jackets|زي=uniform|زي رسمي=uniform|لابسين=wearing|يلبسون=wearing|مدني=plainclothes|بلباس مدني=plainclothes|لباس مدني=plainclothes|ملابس مدنية=plainclothes|ملابس=clothes|
    واقفة=parked|واقفين=standing|واقف=standing|متوقفة=parked|جالسين=sitting|يطرقون=knocking on|يدقون=knocking on|بيدقوا=knocking on|عم يدقوا=knocking on|يخبطون=knocking on|الابواب=doors|ابواب=doors|الباب=door|باب=door|بيوت=houses|بيت=house|بيوت الناس=houses|
    اعتقلوا=detained someone|يعتقلون=detaining people|اخذوا=took someone|قبضوا على=arrested someone|مسكوا=grabbed someone|يسالون=asking|بيسالوا=asking|عم يسالوا=asking|سالوا=asked|هويات=ids|هوية=id|هوياتهم=ids|اوراق=papers|وثائق=documents|
    يراقبون=watching|بيراقبوا=watching|عم يراقبوا=watching|يتجولون=circling|غادروا=left|مشيوا=left|راحوا=left|يوقفون=stopping|بيوقفوا=stopping|عم يوقفوا=stopping|حاجز=checkpoint|نقطة تفتيش=checkpoint|تجمعوا=gathered|يتجمعون=gathering|
    اسلحة=weapons|سلاح=weapon|بنادق=rifles|كلب=dog|كلاب=dogs|
    قدام=in front of|امام=in front of|عند=at|قرب=near|جنب=near|بجانب=near|على=on|في=in|خارج=outside|برا=outside|تقاطع=corner of|زاوية=corner of|شارع=street|مسجد=mosque|جامع=mosque|مدرسة=school|محل=store|مطعم=restaurant|مستشفى=hospital|سوق=market|فيها=with|معهم=with|فيه=with|
    الساعة=at|الصبح=am|صباحا=am|صباح=am|الظهر=pm|ظهرا=pm|العصر=pm|عصرا=pm|المسا=pm|مساء=pm|بالليل=pm|الان=now|الحين=now|هلق=now|هلا=now|دلوقتي=now|قبل=hace|منذ=hace|من=hace|دقيقة=min|دقايق=min|دقائق=min|ساعة=hour|نص=30|بكرة=tomorrow|بكره=tomorrow|غدا=tomorrow|امس=yesterday|مبارح=yesterday|
    شكرا=thanks|اجتماع=meeting|هل=is there|حدا=anyone|مين=who|وين=where|شفت=i saw|رايت=i saw|في هناك=there are|هناك=there are|وصلني من مجموعة=fyi"""

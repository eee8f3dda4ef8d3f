"""The few hundred words merging knows in English, Spanish, Somali, Hmong and Arabic, each mapped to one neutral concept.

A concept such as "colour:black" stands for the same thing in every language, so a report in Spanish can be weighed against
one in English. Words outside this list still count: they are compared as they are spelled. Phrases are written with "_".
"""

COLOURS = {
    "black": "black blk blacked negro negra negros negras prieto prieta madow madaw dub اسود سوداء سودا",
    "dark": "dark darker darkish oscuro oscura oscuros oscuras mugdi tsaus غامق غامقة داكن داكنة",
    "white": "white wht whitish blanco blanca blancos blancas cadaan cad dawb ابيض بيضاء بيضا",
    "gray": "gray grey greyish grayish gris grises plomo cawl cawlan txho رمادي رمادية",
    "silver": "silver silvery plateado plateada plateados plateadas plata qalin nyiaj فضي فضية",
    "blue": "blue bluish azul azules buluug buluuga xiav ازرق زرقاء",
    "navy": "navy dark_blue azul_marino azul_oscuro marino kuxiav كحلي",
    "red": "red reddish rojo roja rojos rojas maroon burgundy guinda vino cas casaan guduud liab احمر حمراء",
    "green": "green greenish verde verdes olive cagaar cagaaran ntsuab اخضر خضراء",
    "tan": "tan beige gold golden dorado dorada bronze champagne sand arena crema بيج ذهبي",
    "yellow": "yellow amarillo amarilla jaalle daj اصفر صفراء",
    "brown": "brown marron cafe_color color_cafe bunni xim_av بني بنية",
    "orange": "orange naranja anaranjado anaranjada oranji برتقالي",
}

# Witnesses mix these up, most of all at night and through glass.
LIKE_COLOURS = (
    ("black", "dark"), ("black", "navy"), ("dark", "navy"), ("dark", "gray"), ("dark", "blue"), ("dark", "green"),
    ("dark", "brown"), ("gray", "silver"), ("white", "silver"), ("blue", "navy"), ("tan", "silver"), ("tan", "yellow"),
    ("tan", "brown"), ("red", "brown"), ("red", "orange"), ("yellow", "orange"), ("tan", "white"),
)  # fmt: skip

# Kind of vehicle -> words. A word may name several kinds: a camioneta is an SUV, a pickup or a van.
VEHICLES = {
    "suv": "suv suvs tahoe suburban explorer durango expedition jeep wagoneer cherokee blazer escalade yukon equinox "
    "4runner rav4 crv crossover traverse pathfinder todoterreno 4x4 jip دفع_رباعي جيب",
    "van": "van vans minivan minivans sprinter econoline furgoneta furgonetas furgon furgones minibus mini_van caravan "
    "odyssey sienna pacifica gaadhi_xamuul فان فانات حافلة_صغيرة",
    "sedan": "sedan sedans charger impala malibu taurus camry corolla civic altima coupe hatchback sedanes سيدان",
    "pickup": "pickup pickups pick_up pick_ups f150 f250 silverado tacoma tundra troca trocas troka trokas trokita بيكاب بيك_اب",
    "bus": "bus buses autobus autobuses camion_de_pasajeros bas basas npav_loj حافلة حافلات باص باصات",
    "truck": "box_truck camion camiones semi u-haul uhaul armored blindado tanqueta baabuur_weyn شاحنة شاحنات",
    "suv|pickup|van": "camioneta camionetas truck trucks",
    "motorcycle": "motorcycle motorcycles moto motos motocicleta mooto",
    "": "car cars vehicle vehicles carro carros coche coches auto autos vehiculo vehiculos unit units rig rigs gaari gaadhi "
    "gawaari gawaarida gaariga gaadhiga baabuur tsheb tsheb_tsav lub_tsheb سيارة سيارات السيارة عربة عربات مركبة مركبات",
}

NUMBERS = {
    "1": "one un una uno hal kow ib واحد واحدة",
    "2": "two couple pair dos par laba labo ob اثنان اثنين سيارتان سيارتين",
    "3": "three tres saddex seddex peb ثلاث ثلاثة",
    "4": "four cuatro afar plaub اربع اربعة",
    "5": "five cinco shan tsib خمس خمسة",
    "6": "six seis lix rau ست ستة",
    "7": "seven siete toddoba xya سبع سبعة",
    "8": "eight ocho siddeed yim ثماني ثمانية",
    "9": "nine nueve sagaal cuaj تسع تسعة",
    "10": "ten diez toban kaum عشر عشرة",
    "12": "dozen twelve doce docena",
}

# What a scene that is no enforcement turns out to be.
LOOKALIKES = {
    "film": "film_crew filming movie film_shoot movie_shoot film_set tv_crew tv_show camera_crew actors filmacion rodaje pelicula "
    "equipo_de_filmacion grabacion actores filim filin yeeb_yaj_kiab تصوير فيلم تصوير_فيلم",
    "fire": "fire_department firefighter firefighters fire_truck fire_engine firetruck fire_drill bomberos bombero dab_demis "
    "dabdemis tub_ceev_hluav_taws اطفاء الاطفاء",
    "medical": "ambulance ambulances paramedic paramedics ems ambulancia ambulancias paramedicos ambalaas اسعاف الاسعاف",
    "local_police": "local_police city_police local_cops traffic_stop mpd sppd sheriff sheriffs squad_car squad_cars state_trooper "
    "state_troopers state_patrol highway_patrol regular_police policia_local policia_municipal de_la_ciudad alguacil "
    "policia_de_transito booliska_degmada الشرطة_المحلية",
    "utility": "utility gas_company electric_company xcel centerpoint power_company water_main meter_reader line_crew "
    "comcast internet_crew cable_crew compania_de_gas compania_de_luz electricistas lineworkers utility_crew utility_workers",
    "building": "construction roofers roofing contractors landscapers landscaping tree_crew road_crew paving construccion obreros "
    "albanileria techadores jardineros dhisme dhismaha بناء عمال_البناء",
    "delivery": "delivery amazon fedex ups_truck usps mail_carrier repartidor repartidores paqueteria entrega reparto توصيل",
    "towing": "tow_truck towing tow_company repo grua gruas remolque parking_enforcement",
    "security": "security_guard security_guards mall_security private_security guardia_de_seguridad guardias_de_seguridad "
    "guardias seguridad_privada ilaalo حارس حراس_امن",
    "moving_home": "movers moving_company moving_van moving_truck mudanza mudanzas",
    "parade": "parade funeral wedding procession desfile boda funeral_procession procesion aroos جنازة عرس",
    "training": "training_exercise drill simulacro entrenamiento national_guard guardia_nacional",
    "census": "census canvassers salesmen missionaries inspectors city_inspectors inspector surveyors census_workers",
    "health": "health_department vaccination_clinic food_truck blood_drive",
}

# Words of somebody who passes on what others said.
FORWARDING = (
    "fwd fw forwarded forward forwarding reposting repost sharing passing_along passing_this shared copied copying heard "
    "hearing i_heard was_told told_me sent_me sent_to_me got_this saw_this saw_on somebody_said someone_said people_say "
    "they_say they_are_saying says_that apparently supposedly allegedly rumor rumour rumors rumours word_is group_chat whatsapp "
    "facebook nextdoor signal_group pls_share please_share share_this spread reenviado reenviada reenvio reenviando comparto "
    "compartan compartir comparten dicen dice_que dicen_que me_dijeron me_dijo me_contaron me_mandaron me_paso me_pasaron se_dice "
    "escuche oi_que supuestamente rumores pasen_la_voz pasa_la_voz corran_la_voz mi_prima mi_primo mi_vecina mi_comadre "
    "la_waday soo_diray waa_la_yiri waxaan_maqlay hnov_tias xa_tuaj منقول سمعت يقولون قالوا ارسل وصلني"
)

# Words of somebody who says that it is not so, or that there is nothing.
DENYING = (
    "not_true untrue false false_alarm fake fake_news hoax debunked not_ice no_ice not_real isnt_true wasnt isnt not_happening "
    "nothing_here nothing_there nothing_happening no_sign no_agents nobody_here no_one_here all_clear unconfirmed unfounded "
    "misinformation disinformation not_immigration old_news old_video didnt_happen did_not_happen confirmed_false stop_sharing "
    "stop_spreading stop_posting disregard ignore_that just_a es_mentira mentira mentiras falso falsa falsa_alarma no_es_cierto "
    "no_es_verdad no_hay no_era no_es_la_migra no_es_ice no_son no_paso no_pasa no_esta no_vi nada_de_eso desmentido desmienten "
    "desinformacion dejen_de_compartir no_compartan been been_ah ma_jiro run_ma_aha waa_been ma_aha tsis_muaj tsis_yog tsis_tseeb "
    "dag كذب كاذب غير_صحيح ليس_صحيحا لا_يوجد اشاعة شائعة"
)

# Street words that mark the name beside them as a place.
STREETS = (
    "st street ave avenue av blvd boulevard rd road dr drive ln lane pkwy parkway hwy highway ct court pl place way ter terrace "
    "calle avenida bulevar carretera esquina cuadra block blk corner near waddada jidka txoj_kev شارع طريق جادة"
)

# What is commonly spoken of around enforcement; shared by reports that have nothing else in common, so it says little.
TOPICS = {
    "agent": "agent agents officer officers agentes agente oficial oficiales wakiil wakiillo askari askar booliis "
    "neeg_ua_haujlwm tub_ceev_xwm عميل عملاء ضابط ضباط عناصر",
    "ice": "ice migra la_migra immigration inmigracion migracion feds federales federal hsi cbp ero dhs border_patrol "
    "patrulla_fronteriza laanta_socdaalka socdaalka ايس الهجرة هجرة",
    "police": "police policia policias cops cop poli booliska الشرطة شرطة بوليس",
    "vest": "vest vests chaleco chalecos jaakad jaakadaha tsho سترة سترات",
    "mask": "mask masks masked mascara mascaras enmascarado enmascarados encapuchado encapuchados balaclava balaclavas gaiters "
    "maaskaro npog_ntsej_muag قناع اقنعة ملثم ملثمون ملثمين",
    "weapon": "rifle rifles gun guns armed weapon weapons arma armas armado armados pistola pistolas qori phom سلاح اسلحة مسلح مسلحون",
    "uniform": "uniform uniforms uniforme uniformes direes dirays زي",
    "plain": "plainclothes plain_clothes civilian civilians street_clothes de_civil civil ropa_civil بزي_مدني",
    "camo": "camo camouflage camuflaje camuflado tactical tactico military militar militares fatigues عسكري",
    "door": "door doors doorbell knock knocking knocked puerta puertas tocando tocan albaab albaabka qhov_rooj باب الباب",
    "house": "house home houses homes casa casas hogar guri guriga tsev منزل بيت",
    "apartment": "apartment apartments apartamento apartamentos apts apt departamentos aqal dabaq chav_tsev شقة شقق",
    "school": "school schools escuela escuelas kinder iskuul iskuulka dugsi tsev_kawm_ntawv مدرسة المدرسة",
    "church": "church iglesia parroquia parish kaniisad tsev_teev_ntuj كنيسة",
    "mosque": "mosque mezquita masjid masaajid masjidka مسجد المسجد",
    "store": "store shop tienda market mercado supermarket supermercado grocery dukaan suuq suuqa khw_muag_khoom متجر سوق",
    "clinic": "hospital clinic clinica isbitaal isbitaalka tsev_kho_mob مستشفى عيادة",
    "library": "library biblioteca maktabad maktabadda tsev_qiv_ntawv مكتبة",
    "park": "park parque beerta حديقة",
    "restaurant": "restaurant restaurante taqueria makhaayad مطعم",
    "work": "work job trabajo workers trabajadores obra workplace site jobsite shaqo haujlwm عمل عمال",
    "lot": "parking lot parking_lot estacionamiento parqueo baarkin موقف",
    "gas_station": "gas_station gasolinera gas kaalinta_shidaalka محطة_وقود",
    "bus_stop": "bus_stop parada train station estacion light_rail محطة",
    "raid": "raid raids raiding redada redadas operativo operativos razia weerar مداهمة مداهمات",
    "checkpoint": "checkpoint checkpoints roadblock reten retenes isbaaro حاجز نقطة_تفتيش",
    "stop": "stop stopped pulled pulled_over parado pararon detuvieron joojiyay joojiyeen nres اوقفوا",
    "detain": "detain detained detaining detention arrest arrested arresting handcuffs handcuffed cuffed cuffs taking took taken grabbed "
    "grabbing detenido detenida detenidos detienen deteniendo arrestaron arrestando esposado esposas llevaron llevando llevan se_llevan "
    "agarraron agarrando xireen xidhay xireysa ntes raug_ntes اعتقال اعتقلوا يعتقلون",
    "load": "loading loaded load subiendo subieron suben metieron metiendo cargando rareen saarayaan thauj تحميل",
    "leave": "leaving left leave drove drove_off gone departed heading headed saliendo salieron se_fueron se_van fueron yendo tageen "
    "baxeen tawm غادروا يغادرون",
    "wait": "waiting wait sitting idling parked park staging staged gathered gathering estacionado estacionados estacionadas "
    "estacionada esperando reunidos juntandose taagan sugaya tos يقفون ينتظرون متوقفة واقفة",
    "watch": "watching watch surveilling surveillance circling driving_slow vigilando observando dando_vueltas mirando rondando "
    "daawanaya fiirinaya saib يراقبون مراقبة",
    "question": "questioning questioned asking papers ids preguntando interrogando papeles documentos su'aalaya nug يسالون اسئلة",
    "man": "man men guy guys person people hombre hombres tipo tipos gente persona personas nin rag dad txiv_neej neeg رجل رجال اشخاص",
    "woman": "woman women lady mujer mujeres senora haween naag poj_niam امراة نساء",
    "child": "child children kid kids student students nino ninos nina ninas estudiantes hijos caruur carruur ardayda menyuam اطفال طفل",
    "family": "family families familia familias qoys tsev_neeg عائلة",
    "neighbour": "neighbor neighbors neighbour neighbours vecino vecina vecinos vecinas deris jaar جار جيران",
    "plate": "plate plates placa placas taarikada لوحة لوحات",
    "lights": "lights light sirens siren luces sirenas nalal teeb اضواء",
    "window": "window windows tinted ventana ventanas polarizado polarizados vidrios shaash zujaaj نافذة نوافذ",
    "unmarked": "unmarked sin_marcas sin_logos sin_placas aan_calaamad غير_معلمة",
    "north": "north northbound norte waqooyi qaum_teb شمال",
    "south": "south southbound sur koonfur qab_teb جنوب",
    "east": "east eastbound este oriente bari شرق",
    "west": "west westbound oeste poniente galbeed غرب",
    "now": "now right_now currently ahora ahorita ahora_mismo hadda tam_sim_no الان",
    "today": "today tonight hoy maanta hnub_no اليوم",
    "morning": "morning manana saaka subax sawv_ntxov صباح",
    "careful": "careful warning alert beware cuidado alerta aviso ojo feejignow ceev_faj انتبهوا احذروا",
    "see": "see saw seen seeing spotted sighting sightings look looks visto vi veo vimos viendo miro mire arkay waxaan_arkay pom رايت شاهدت",
}

# Words without a meaning of their own.
STOPWORDS = (
    "a an the and or but if then than so of to in on at by for with from into onto over under out off up down about around across "
    "behind between front through is are was were be been being am do does did has have had having it its this that these those "
    "there here he she they them him her his their we us our you your i im ive me my mine who what when where why how which "
    "will would can could should may might must not no yes just only also too very really more most some any all both each few "
    "other another same like still again ago yet as going go got get gets getting went come came coming say says said saying "
    "tell told think know maybe probably looks looked looking please thanks thank ok okay hey hi lol omg guys everyone anyone "
    "someone somebody something min mins minute minutes hour hours am pm back side one "
    "el la los las un una unos unas y o u pero si de del al a en con por para sin sobre entre hasta desde que como cuando donde "
    "quien cual es son era eran fue fueron ser estar esta estan estaba estaban hay habia ha han he muy mas menos tambien ya aun "
    "todavia solo su sus mi mis tu tus se le les lo nos me te este estos estas esto ese esa esos esas eso aqui ahi alli alla "
    "otro otra otros otras mismo misma todos todas todo toda algo alguien nada nadie favor gracias hola minutos minuto hora horas "
    "lado frente atras cerca creo parece parecen van viene vienen tienen tiene acaba acaban "
    "waa iyo oo ka ku u la in ay uu ayaa waxaa ah si ee kale badan hal halkan halkaas aad nala nagu noo "
    "yog thiab ntawm nyob rau hauv los mus kuv lawv nws tab_sis muaj tus cov lub no ntawd lawm ua "
    "في من الى على عن مع هذا هذه ذلك هناك هنا و او ثم لا ما هم هو هي كان كانوا الذي التي قد قرب عند بالقرب"
)

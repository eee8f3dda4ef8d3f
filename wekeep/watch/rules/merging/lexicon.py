"""The few hundred words merging knows in English, Spanish, Somali, Hmong and Arabic, each mapped to one neutral concept.

A concept such as "colour:black" stands for the same thing in every language, so a report in Spanish can be weighed against
one in English. Words outside this list still count: they are compared as they are spelled. Phrases are written with "_".
"""

# What a scene that is no enforcement turns out to be.
LOOKALIKES = {
    "film": "cameras_and cameras clapperboard filming_a_movie filming_a_show shooting_a_movie movie_crew movie_set film_trucks music_video commercial_shoot tv_crews news_crew estan_filmando_una_pelicula filmando_una_pelicula grabando_una_pelicula grabando_un_video telenovela filim_jilaa ua_yeeb_yaj_kiab film film_crew film_people movie film_shoot movie_shoot film_set tv_crew tv_show camera_crew actors actores filmacion rodaje pelicula "
    "equipo_de_filmacion grabacion filim filin yeeb_yaj_kiab تصوير فيلم تصوير_فيلم",
    "fire": "fd fire_dept firemen fireman fire_drill fire_crew smoke_alarm fire_alarm house_fire simulacro_de_incendio incendio los_bomberos dab_damis dab_damiska tua_hluav_taws مطافئ رجال_الاطفاء fire_department firefighter firefighters fire_truck fire_engine firetruck fire_drill bomberos bombero dab_demis "
    "dabdemis tub_ceev_hluav_taws اطفاء الاطفاء",
    "medical": "medics medic medical_emergency heart_attack overdose cruz_roja emergencia_medica gargaarka_degdegga tsheb_thauj_neeg_mob medical_call somebody_fell alguien_se_cayo ambulance ambulances paramedic paramedics ems ambulancia ambulancias paramedicos ambalaas اسعاف الاسعاف",
    "local_police": "local_pd city_cops county_deputies marked_squads traffic_cop traffic_cops regular_cops police_department process_server constable car_accident fender_bender crash desalojando lanzamiento patrulla_municipal policia_local choque booliska_magaalada tub_ceev_xwm_hauv_zos شرطة_المدينة local_police eviction evicted evicting desalojo sheriff_only says_sheriff city_police local_cops mpd sppd sheriff sheriffs squad_car squad_cars deputy deputies county_sheriff state_trooper "
    "state_troopers state_patrol highway_patrol regular_police policia_local policia_municipal de_la_ciudad alguacil "
    "policia_de_transito booliska_degmada الشرطة_المحلية",
    "utility": "digging_up dig_up peoples_gas excavando water_company gas_crew electric_crew power_company line_workers linemen sewer_crew plumbers plumber hvac solar_crew compania_de_agua compania_del_gas cfe drenaje plomeros plomero shaqaalaha_korontada biyaha_degmada neeg_kho_dej neeg_kho_hluav_taws عمال_الكهرباء utility_company utility_workers del_gas arreglan_el_agua water_crew water_department gas_leak gas_company electric_company xcel centerpoint power_company water_main meter_reader line_crew "
    "comcast compania_de_gas compania_de_luz electricistas lineworkers utility_crew utility_workers",
    "building": "construction_site_crew construction_workers_only roofers_working painters street_repair road_work roadwork paving_crew pothole asphalt scaffolding concrete_crew demolition obra_en_construccion bacheo repavimentando dhismayaasha construction_crew roofing_crew_working contractors tree_crew tree_trimming road_crew paving obras obreros "
    "albanileria dhisme dhismaha بناء عمال_البناء",
    "delivery": "amazon_drivers amazon_van ups usps_truck mail_truck dhl furniture_delivery pizza_delivery amazon fedex ups_truck usps mail_carrier mailman cartero",
    "towing": "tow_truck tow_trucks tow_driver got_towed being_towed towed getting_towed towing_a_car towing_company tow_company repo grua gruas remolque parking_enforcement",
    "security": "seguridad_de_la seguridad_de_la_obra seguridad_del security_company security_company_badge security_officer security_officers security_team private_guards private_guard guards guard badge_says_guard guardias_privados guardia_privado guardia compania_de_seguridad vigilantes vigilante ilaalo_gaar_ah ilaaliyaal neeg_zov_khw neeg_zov شركة_امن security_guard security_guards mall_security private_security guardia_de_seguridad guardias_de_seguridad "
    "guardias seguridad_privada ilaalo حارس حراس_امن",
    "parks": "park_ranger park_rangers parks_dept parks_department parks_crew guardaparques de_parques guardabosques",
    "public_works": "public_works obras_publicas city_crew city_workers trabajadores_de_la_ciudad street_sweeper snow_plow snowplow",
    "moving_home": "people_moving_out moving_out neeg_tsiv_tsev se_estan_mudando movers moving_company moving_van moving_truck mudanza mudanzas",
    "parade": "parade_escort parades floats marching_band band_playing carnival festival marathon escort_for_the_parade desfiles banda_de_guerra carnaval peregrinacion quinceanera escolta_del_desfile dabaaldeg koob_tsheej موكب parade funeral wedding procession desfile boda funeral_procession procesion aroos جنازة عرس",
    "training": "fire_training military_training army_reserve entrenamiento_militar tababar_ah training_exercise training_drill simulacro entrenamiento national_guard guardia_nacional",
    "census": "housing_inspectors housing_inspector building_inspector building_inspectors code_enforcement city_inspection city_id inspection clipboards clipboard inspectores inspector_de_vivienda inspectores_de_vivienda inspectores_de_la_ciudad inspeccion encuestadores kormeerayaal kormeerayaasha neeg_kuaj_tsev مفتشون مفتش census canvassers salesmen missionaries inspectors city_inspectors inspector surveyors census_workers",
    "health": "health_department vaccination_clinic food_truck blood_drive",
    "internet": "internet_crew cable_crew cable_guys cable_guy cable_company fiber_internet fiber_install fiber_crew bucket_lift up_on_a_pole phone_company spectrum_truck xfinity verizon at_t internet_install tecnicos_de_internet del_internet del_cable compania_de_cable fibra_optica telmex tecnicos_del_cable shaqaale_internet neeg_kho_internet شركة_الانترنت",
    "animal": "animal_control dog_catcher dog_catchers dogcatcher loose_dog stray_dog stray after_a_stray humane_society perrera control_de_animales control_animal atrapan_un_perro perro_suelto perro_callejero xayawaan_ilaaliyayaal neeg_ntes_dev مراقبة_الحيوانات",
}

# Who is being held or asked, as neighbours say it: trade, age or company, never a name.
SUBJECTS = {
    "roofer": "techando andan_techando techan roofing_worker roofing_job trabajador_de_techos trabajadores_de_techos roofer roofers roofing roofing_crew techador techadores techo techos saqaf saqafka ru_tsev vov_tsev",
    "builder": "day_laborer day_laborers day_labourer day_labourers jornalero jornaleros orange_vest in_orange de_naranja laborers trabajadores_de_construccion construction_worker construction_workers hi_vis hivis builder builders albanil albaniles chaleco_naranja "
    "trabajador_de_la_construccion chaleco_reflejante dhismaha shaqaale_dhisme tsho_txiv_kab_ntxwv عامل_بناء",
    "cook": "mandil delantales kitchen_worker kitchen_workers line_cook muchacho_de_cocina ayudante_de_cocina cook cooks chef kitchen apron dishwasher cocinero cocinera cocineros cocina delantal lavaplatos kariye kariyaha ua_noj طباخ",
    "vendor": "tamale_lady tamale_vendor tamale_seller senora_de_los_tamales selling_tamales fruit_cup fruit_cup_lady fruit_lady food_stand fruit_stand street_vendor street_vendors senora_de_la_fruta la_de_la_fruta puesto_de_comida puesto vendedora_de_fruta taquero tamale tamales tamalera food_cart vendor vendors vendedor vendedora ambulante elote elotero paletero iibiya iibisa "
    "muag_khoom_noj muag_khoom بائع بائعة",
    "courier": "doordash door_dash uber_eats ubereats grubhub instacart doordasher dasher food_delivery_driver parcel_courier courier_guy parcel mail_driver mensajero paqueteria el_de_la_paqueteria package_driver delivering delivery_driver delivery packages courier repartidor repartidora entrega_paquetes paquetes "
    "alaab_geeya darawal_alaab xa_khoom سائق_توصيل",
    "student": "skateboard skateboarder patineta patineto jovencito jovencita teenagers adolescente school_bag school_bags high_schooler high_school_boy boy_from_the_high_school kid_from_school alumno alumna alumnos de_secundaria chavo_con_mochila tub_kawm_ntawv student students high_school_kid school_hoodie teenager teen backpack schoolkid estudiante estudiantes mochila "
    "joven_con_sudadera muchacho_de_la_escuela sudadera arday ardayga ardayad tub_ntxhais_kawm kawm_ntawv طالب طالبة",
    "mother": "pushing_a_stroller con_carriola baby_carriage young_mother mothers carriage pushing_a_baby madre madre_joven con_su_bebe mother mom mama stroller baby infant mami bebe carriola carreola cochecito hooyo ilmo niam ام رضيع",
    "elder": "grandfathers very_old old_gentleman old_guy old_lady elderly_man elderly_woman abuelito abuelita old_man old_woman elderly cane grandpa grandma grandfather grandmother viejito viejita senor_grande senora_grande baston "
    "anciano anciana abuelo abuela oday odayga ayeeyo yawg_laus neeg_laus عجوز مسن",
    "couple": "husband_and_wife guy_and_a_girl husband wife matrimonio parejita esposo esposa couple girlfriend boyfriend pareja novia novio esposos lamaane nkawm_niam_txiv زوجان",
    "gardener": "lawn_care lawn_guy lawn_care_guy mower mowers el_de_los_jardines de_los_jardines gardener landscaper landscapers landscaping leaf_blower yard_work lawn mowing jardinero jardineros corta_el_pasto "
    "pasto soplador beerta beeralay txiav_nyom tu_vaj بستاني",
    "cleaner": "janitors limpia_oficinas limpia_casas housekeeper housekeepers cleaning_ladies cleaner cleaners cleaning_lady janitor limpieza conserje nadiifiye tu_tsev عامل_نظافة",
    "nurse": "nurse nurses scrubs in_scrubs enfermera enfermero enfermeras uniforme_de_enfermera uniforme_medico",
    "shoveler": "snow_shovel shoveling shovelling shovel shoveler paleaba paleando quitando_nieve pala_de_nieve",
    "mechanic": "mechanic mechanics mecanico mecanicos auto_mechanic",
    "painter": "painter painters overalls pintor pintores overol",
    "dog_walker": "dog_walker walking_his_dog walking_her_dog walking_a_dog walking_the_dog walking_dog paseando_perros paseando_perro paseando_a_su_perro paseaba_a_su_perro con_su_perro su_perro paseador",
    "father": "father dad dads papa_con_su daughter his_daughter little_girl un_papa papa_con su_hija papa_e_hija",
    "brothers": "brothers two_brothers pair_of_brothers hermanos dos_hermanos un_par_de_hermanos",
    "farm": "farm_worker farm_workers farmworker campesino campesinos",
    "car_washer": "car_washer lavacoches lavacarros",
    "security_guard": "bouncer",
    "tenant": "tenant tenants renter inquilino inquilina inquilinos",
    "cab": "rideshare ride_share rideshare_driver uber_driver lyft_driver chofer_de_uber maneja_uber cabbie taxis uber lyft taxi cab_driver taxista taksi",
}

# What people remember of a party besides its vehicles.
DETAILS = {
    "dog": "shepherd shepherd_dog dog_unit dogs_with k9s malinois perro_amarrado dog dogs k9 k_9 german_shepherd canine perro perros pastor_aleman eey eeyo dev aub كلب كلاب",
    "drone": "quadcopter buzzing un_dron drone drones dron drones daroon nyuj_hoom طائرة_مسيرة",
    "trailer": "towing_a towing_a_trailer towing_a_little trailers trailercito remolcan remolcando remolca pulling_a_trailer trailer hitched remolque jala_un_remolque tareelo rub",
    "ladder": "fake_ladder_rack ladder_racks roof_ladder ladder_on escalera_arriba ladder ladders roof_rack ladder_rack escalera jaranjaro sallaan ntaiv سلم",
    "sticker": "baby_on_board bebe_a_bordo calcomania_de_bebe decals fish_decal pez pegado sticker stickers decal bumper_sticker calcomania calcomanias pegatina calaamad daim_duab ملصق",
    "dent": "big_dent abolladuras abolladura smashed smashed_in smashed_up chocada chocado chocadas rayada scratched damaged dent dented bashed bashed_in scraped golpe golpeada golpeado abollada abollado jabay jabtay jaban ntsoog tawg",
    "cooler": "ice_chests icebox hielera_roja cooler ice_chest hielera hieleras qaboojiye thawv_dej_khov",
    "grille": "strobe strobes flashers hidden_flashers estrobo estrobos torreta torretas torretas_escondidas teeb_zais grille grill parrilla hidden_lights lights_hidden flashing",
    "elsewhere_plate": "texas_tag texas_tags tags_from_texas out_of_state_plate out_of_state_plates matricula_de_texas placas_de_fuera de_texas texas out_of_state texas_plate texas_plates otro_estado placas_de_texas placa_de_texas",
    "no_plate": "no_license_plate no_license_plates tags_taken_off no_tags missing_plates quitaron_las_placas sin_matricula no_plates no_plate plates_missing plates_are_missing without_plates sin_placas no_traen_placas tsis_muaj_phiaj",
    "rifle": "ar_style assault_rifle assault_rifles ar15 ar_15 rifles_en_mano rifle rifles long_gun long_guns armas_largas rifles_largos phom_ntev qoryo_dhaadheer بنادق",
    "ram": "door_breaker breaching_tool tumbar_puertas para_tumbar_puertas battering_ram door_ram ariete arietes",
    "shield": "shield shields escudo escudos gaashaan daim_thaiv درع",
    "armoured": "armored armoured bearcat blindado tanqueta",
    "tattoo": "tattoo tattoos tattooed neck_tattoo neck_tattoos tatuaje tatuajes tatuado tatuados tatuada tatuae tatuajes_en_el_cuello",
    "smoke": "vape vaping vapes smoking smokes cigarette cigarettes vapear vapeando fumando cigarro",
    "camera": "gopro go_pro gopros body_cam bodycam bodycams filming_everybody filming_us filming_everyone filming_people grabando_con_gopro grabandonos graba_a_todos camara_en_el_pecho",
    "hat": "vikings_hat vikings_beanie beanie beanies winter_hat gorro gorros baseball_cap gorra gorras trucker_hat",
    "cowboy": "cowboy_hat cowboy_boots cowboy sombrero sombreros vaquero texana",
    "beard": "beard beards bearded red_beard barba barbon barbudo",
    "ponytail": "ponytail blonde_woman blond_woman pony_tail cola_de_caballo rubia guera",
    "shorts": "in_shorts wearing_shorts en_shorts pantalon_corto",
    "interpreter": "interpreter translator speaks_spanish speak_spanish speaking_spanish one_speaks_spanish habla_espanol hablan_espanol hablaba_espanol interprete traductor traductora",
    "bike_rack": "bike_rack bike_racks bicycle_rack portabicicletas portabicis rack_para_bicicletas",
    "paper_plate": "paper_plates paper_plate temp_plate temp_plates temporary_plate temporary_plates temp_paper_plate temp_tag temp_tags placas_de_papel placa_de_papel permiso_de_papel",
    "taillight": "taillight taillights tail_light broken_taillight calavera_rota calaveras faro_roto",
    "photos": "clipboard_with_photos clipboard_with_pictures house_list tabla_con_fotos lista_con_fotos lista_de_casas clipboard_with_photo",
    "tow": "tow_truck_with_them tow_truck_came_too tow_truck_came tow_truck_along tambien_llego_una_grua llego_una_grua traen_grua traen_una_grua con_una_grua",
    "helicopter": "helicopter helicoptero helikobtar هليكوبتر",
    "bicycle": "bicycles bikes bicicletas",
}

# Clothes: a colour beside one of these is a colour of clothes, not of vehicles.
GARMENTS = (
    "jacket jackets windbreaker windbreakers fatigues gear uniform uniforms pants clothes clothing coat coats shirt shirts hoodies "
    "chamarra chamarras chaqueta chaquetas ropa uniforme uniformes rompevientos pantalon pantalones camisa camisas vestidos "
    "jaakad jaakado jaakadaha dhar direys dirays surwaal koofi tsho ris_tsho hnav_tsho khaub_ncaws سترة سترات ملابس زي قميص"
)
MARKS = {
    "plain": "ropa_de_civil sin_insignias no_markings regular_clothes normal_clothes civvies civilian_clothing lanyard lanyards lanyard_badges badge_clipped clipped_on gafete gafetes sin_uniforme de_paisano ropa_casual dhar_rayid street_clothes plain_clothes plainclothes civilian_clothes jeans hoodies badge badges de_civil ropa_de_calle ropa_civil "
    "ropa_normal vestidos_normal placa_colgada placa_en_el_cinturon dhar_caadi tsho_zoo_li_peb بزي_مدني",
    "ice": "police_ice police_and_ice ice_vest ice_vests ice_jacket ice_jackets chaleco_ice chalecos_ice chaleco_de_ice chalecos_de_ice says_ice say_ice dice_ice dicen_ice ice_on_the_back police_ice_vests",
    "ero": "ero ero_vest ero_vests vest_says_ero dice_ero chaleco_ero chalecos_ero",
    "marshal": "marshal marshals us_marshal us_marshals alguacil_federal marshal_vest",
    "atf": "atf fbi dea",
    "mask": "all_masked face_covering cara_cubierta caras_cubiertas con_pasamontanas ski_mask ski_masks bandana bandanas sunglasses face_coverings covered_faces gaiter paliacate paliacates tapabocas tapados encapuchada mask masks masked masked_up mascara mascaras enmascarado enmascarados encapuchado encapuchados balaclava balaclavas gaiters "
    "neck_gaiters faces_covered face_covered pasamontanas cara_tapada cubrebocas wajiga_way_qarsadeen maaskaro npog_ntsej_muag "
    "قناع اقنعة ملثم ملثمون ملثمين",
    "police": "generic_police generic_police_vests vest_just_says_police just_says_police marked_police marked_POLICE with_police_on police_in_white police_in_yellow police_on_the_back labelled_police con_police dice_police dicen_police que_dice_police letras_police says_police say_police police_on w_police vests_say_police que_dicen_police letras_de_police chaleco_de_policia "
    "chalecos_de_policia ku_qoran_tahay_police",
    "tan": "military_looking tactical_gear equipo_tactico tipo_militar coyote coyote_brown military_fatigues traje_militar ropa_militar_cafe militares camo camouflage desert_camo camuflaje camuflado caqui khaki tactical_tan",
    "blue": "hsi raid_coat raid_coats que_dice_hsi dice_hsi raid_jacket raid_jackets windbreaker windbreakers rompevientos letras_amarillas yellow_letters",
    "green": "cbp_green cbp bp_patch olive_drab border_patrol patrulla_fronteriza",
    "armour": "body_armor body_armour plate_carrier plate_carriers bulletproof bulletproof_vest bulletproof_vests chaleco_antibalas chalecos_antibalas antibalas chalecos_blindados chaleco_blindado jaakad_aan_xabbadu",
    "black": "bdus swat swat_style black_bdus traje_negro trajes_negros",
}

# Street words that mark the name beside them as a place.
STREETS = {
    "after": "street road drive lane way place terrace court circle trail",
    "short": "st str ave avenue av aves blvd blv boulevard bulevar rd dr ln pkwy parkway pl ct ter hwy",
    "before": "calle avenida boulevard carretera calzada avda waddada jidka txoj_kev شارع طريق جادة",
    "": "corner block blk cuadra intersection crossing interseccion isgoyska isgoys kaum ces_kaum تقاطع زاوية",
}

# Words that join the two streets of a crossing.
JOINERS = (
    "and y e con iyo thiab just_off off near casi_con casi ze cerca_de u_dhow و meets meet crosses crossing cruza cruza_con cruce "
    "cruce_con esquina esquina_con esq agteeda مع"
)

# What is commonly spoken of around enforcement; shared by reports that have nothing else in common, so it says little.
TOPICS = {
    "stairs": "stairs staircase escaleras escalon escalones jaranjarooyin",
    "agent": "agent agents officer officers agentes agente oficial oficiales wakiil wakiillo askari askar booliis "
    "neeg_ua_haujlwm tub_ceev_xwm عميل عملاء ضابط ضباط عناصر",
    "ice": "ice migra la_migra immigration inmigracion migracion feds federales federal hsi cbp ero dhs border_patrol "
    "patrulla_fronteriza laanta_socdaalka socdaalka ايس الهجرة هجرة",
    "police": "police policia policias cops cop poli booliska الشرطة شرطة بوليس",
    "vest": "vest vests chaleco chalecos jaakad jaakadaha tsho سترة سترات",
    "weapon": "rifle rifles gun guns armed weapon weapons arma armas armado armados pistola pistolas qori phom سلاح اسلحة مسلح مسلحون",
    "door": "door doors doorbell knock knocking knocked puerta puertas tocando tocan albaab albaabka qhov_rooj باب الباب",
    "house": "house home houses homes casa casas hogar guri guriga tsev منزل بيت",
    "apartment": "apartment apartments apartamento apartamentos apts apt departamentos aqal dabaq chav_tsev شقة شقق",
    "park": "park parque beerta حديقة",
    "work": "work job trabajo workers trabajadores obra workplace site jobsite shaqo haujlwm عمل عمال",
    "lot": "parking lot parking_lot estacionamiento parqueo baarkin موقف",
    "gas_station": "gas_station gasolinera gas kaalinta_shidaalka محطة_وقود",
    "bus_stop": "bus_stop parada train station estacion light_rail محطة",
    "raid": "raid raids raiding redada redadas operativo operativos razia weerar مداهمة مداهمات",
    "disguise": "dressed_as dressed_like disguised disguised_as posing_as pose_as pretending_to_be pretend_to_be impersonating impostor impostors imposter imposters disfrazado disfrazados disfrazado_de disfrazados_de se_hacen_pasar haciendose_pasar impostores diciendo_que_son company_shirts iska_dhigaya متنكرين",
    "checkpoint": "checkpoint checkpoints roadblock roadblocks reten retenes isbaaro حاجز نقطة_تفتيش",
    "stop": "work_van stop stopped pulled pulled_over parado pararon detuvieron joojiyay joojiyeen nres اوقفوا",
    "detain": "detain detained detaining detention arrest arrested arresting handcuffs handcuffed cuffed cuffs taking took taken grabbed "
    "grabbing detenido detenida detenidos detienen deteniendo arrestaron arrestando esposado esposas llevaron llevando llevan se_llevan "
    "agarraron agarrando xireen xidhay xireysa ntes raug_ntes اعتقال اعتقلوا يعتقلون",
    "load": "loading loaded load subiendo subieron suben metieron metiendo cargando rareen saarayaan thauj تحميل",
    "leave": "all_clear leaving left leave drove drove_off gone departed heading headed saliendo salieron se_fueron se_van fueron yendo tageen "
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
    "camino caminos while quite write agree greet crown grown blank banco truth trust trunk true blame next big small old new whole local nearest main public middle inside outside near entire closed open empty full quiet grande chico nuevo nueva vieja viejo cerrado cerrada abierto lleno llena grab tom sab cov_phooj_ywg not_a_drill this_is_not_a_drill no_es_simulacro count i_count counted conte llegaron llego came_in hay_un wearing traen traigo engines engine running doble_fila double double_parked a an the and or but if then than so of to in on at by for with from into onto over under out off up down about around across "
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

# Words of any text, most of them verbs, that are nobody's name, not even with a capital or beside a street.
NO_NAMES = (
    "put puts putting bring brings bringing brought run runs ran walk walks walking walked drives driving turn turns "
    "turning turned pull pulls pulling push pushes pushing pushed stand stands standing stood sit sits sat start starts "
    "starting started begin begins beginning began ending ended finish finished move moves moving moved stay stays staying "
    "stayed keeps keeping kept holds holding held opens opening opened shutting use uses using used need needs needing "
    "needed want wants wanting wanted try tries trying tried help helps helping helped call calls calling called ask asks "
    "asked answers answering answered talk talks talking talked speak speaks speaking spoke show shows showing showed shown "
    "hear hears watched seem seems seemed appear appears appeared happen happens happening happened give gives giving gave "
    "given make makes making made let lets letting find finds finding found works worked passing follow follows following "
    "followed hit hits hitting check checks checked checking waits waited send sends sending sent posting reads writes "
    "writing pointing pointed approach approached approaching arrive arrives arrived arriving enter entered entering blocks "
    "blocking blocked break breaks broke grabs yell yells yelling yelled scream screams screaming screamed cry crying cried "
    "every everybody everything anything never always often sometimes soon later early already almost enough along among "
    "against during until since before after above below toward towards away together alone apart huge tiny little much "
    "many lots several half hundred dozens bit piece thing things stuff kind sort type places bad sure right wrong actually "
    "definitely seriously literally basically exactly clearly certain likely possibly possible different similar hurry fast "
    "quickly slow slowly quietly loud loudly hard easy suddenly finally recently todays month year day days because though "
    "although however whether unless whose whom theyre weve youre hes shes dont doesnt didnt arent werent wont cant couldnt "
    "wouldnt shouldnt gonna wanna gotta theres thats whats number numbers total either neither own unable ready close "
    "nearby reason question problem issue update info information message text "
    "poner pone ponen poniendo puso pusieron traer trae traia traian trayendo llevar lleva correr corre corriendo caminar "
    "camina caminan caminando manejar manejando maneja salir sale salen salio entrar entra entran entrando entro entraron "
    "parar paran parando parados quedar queda quedan quedo quedaron seguir sigue siguen siguiendo siguieron empezar empezo "
    "empezaron empieza empiezan acabar acabo acabaron terminar termino terminaron mover mueve mueven moviendo usar usa usan "
    "usando necesitar necesita necesitan necesitamos querer quiere quieren quiero queria querian tratar trata tratan "
    "tratando ayudar ayuda ayuden ayudando llamar llama llaman llamando hablar habla hablan hablando hablo hablaron mostrar "
    "muestra mostraron pasar pasa pasan pasando paso pasaron dar da dan dando dio dieron hacer hace hacen haciendo hizo "
    "hicieron dejar deja dejan dejando dejo dejaron poder puede pueden puedo podia tener tenia tenian tuvo tuvieron saber "
    "sabe saben supo conocer conoce buscar busca buscan buscando esperar espera esperan llegar llega llegan llegando tomar "
    "toma toman tomando tomaron agarrar agarra agarran gritar grita gritan gritando llorar llora llorando siempre luego "
    "despues antes pronto tarde temprano bastante mucho mucha muchos muchas poco poca pocos pocas varios varias cada "
    "cualquier ninguno ninguna ambos ambas mitad grandes chiquito chiquita malo mala peor cierto rapido rapida despacio "
    "adentro afuera dentro fuera alrededor adelante arriba abajo encima debajo lejos aca hacia contra durante mientras "
    "porque aunque cuanto cuantos cuantas quienes dia dias ano cosa cosas parte partes lados vez veces rato momento nombre "
    "numero mensaje noticia noticias informacion estoy estamos seran sera hubo iba iban vamos voy vas tercero ultima ultimo "
    "ultimos proxima proximo "
)

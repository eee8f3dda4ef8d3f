"""The few hundred words merging knows in English, Spanish, Somali, Hmong and Arabic, each mapped to one neutral concept.

A concept such as "colour:black" stands for the same thing in every language, so a report in Spanish can be weighed against
one in English. Words outside this list still count: they are compared as they are spelled. Phrases are written with "_".
"""

COLOURS = {
    "black": "jet_black matte_black all_black pitch_black ebony azabache muy_oscuro black blk blacked_out blacked negro negra negros negras prieto prieta madow madaw dub اسود سوداء سودا",
    "dark": "dark_colored dark_coloured dark_color gunmetal graphite slate dark_silver gris_muy_oscuro gris_oscuros gris_oscura plomo_oscuro color_oscuro txho_dub cawl_madow رمادي_غامق رمادي_داكن dark darker charcoal dark_gray dark_grey gris_oscuro dambas_madow txho_tsaus darkish oscuro oscura oscuros oscuras mugdi tsaus غامق غامقة داكن داكنة",
    "white": "off_white pearl pearl_white cream_white all_white perla aperlado aperlada crudo white wht whitish blanco blanca blancos blancas cadaan cad dawb ابيض بيضاء بيضا",
    "gray": "light_coloured_gray gris_claro plomiza ash ceniza color_gris gray grey light_gray light_grey greyish grayish gris grises plomo cawl cawlan txho رمادي رمادية",
    "silver": "silver_colored chrome metallic aluminio gris_plata color_plata silver silvery plateado plateada plateados plateadas plata qalin nyiaj dambas فضي فضية",
    "blue": "light_blue sky_blue royal_blue baby_blue celeste celestes azul_claro azul_cielo azul_rey turquoise teal turquesa xiav_da_ceg سماوي blue bluish bright_blue light_blue azul azules buluug buluuga xiav ازرق زرقاء",
    "navy": "navy_blue midnight_blue azul_muy_oscuro azul_noche ازرق_غامق ازرق_داكن navy dark_blue azul_marino azul_oscuro marino buluug_madow xiav_tsaus kuxiav كحلي",
    "red": "dark_red bright_red cherry crimson wine burgundy_red rojo_oscuro rojo_vino tinto color_tinto guinda granate خمري red reddish rojo roja rojos rojas maroon burgundy guinda vino color_vino cas casaan guduud liab احمر حمراء",
    "green": "forest_green army_green lime_green hunter_green verde_militar verde_claro verde_bandera madowcagaar زيتي green greenish dark_green verde_oscuro olive_green verde_olivo od_green verde verdes olive cagaar cagaaran ntsuab اخضر خضراء",
    "tan": "sand_colored sand_coloured khaki_colored sandy camel color_beige marfil café_claro cafe_claro dorados bone kaki tan beige gold golden dorado dorada bronze champagne sand arena color_arena crema caqui khaki bunni_khafiif daj_tshauv بيج ذهبي",
    "yellow": "amarillos amarillas mustard mostaza yellow amarillo amarilla jaalle daj اصفر صفراء",
    "brown": "cafe cafes marrones chocolate copper cobre brown marron cafe_color color_cafe bunni xim_av بني بنية",
    "orange": "naranjas anaranjados orange naranja anaranjado anaranjada oranji برتقالي",
}

# Witnesses mix these up, most of all at night and through glass.
LIKE_COLOURS = (
    ("black", "dark"), ("black", "navy"), ("dark", "navy"), ("dark", "blue"), ("dark", "green"), ("dark", "brown"),
    ("blue", "navy"), ("gray", "silver"), ("gray", "dark"), ("tan", "yellow"), ("tan", "brown"), ("red", "brown"),
    ("red", "orange"), ("yellow", "orange"),
)  # fmt: skip

VEHICLES = {
    "suv": "sport_utility sport_utility_vehicle full_size_suv big_suv explorers expeditions durangos escalades yukons blazers navigator navigators trailblazer trailblazers equinoxes pilot pilots highlander highlanders acadia terrain armada sequoia edge escape santa_fe sorento telluride palisade atlas tiguan rogue murano xterra land_cruiser range_rover mdx cx5 cx_5 denali suvs_grandes camioneta_cerrada camionetas_cerradas camioneta_familiar suburbans jip_weyn suv suvs tahoe tahoes suburban explorer durango expedition wagoneer blazer escalade yukon equinox "
    "4runner rav4 crv crossover traverse pathfinder todoterreno 4x4 gaari_suv دفع_رباعي",
    "jeep": "jeep_wrangler jeep_wranglers grand_cherokee grand_cherokees gladiators gladiator_jeep gladiator_jeeps bronco broncos renegade jeep jeeps wrangler wranglers cherokee gladiator yip yips jip جيب",
    "van": "transit transits transit_van transit_vans passenger_van passenger_vans ford_transit promaster savana work_vans panel_van panel_vans sprinters minivans caravans grand_caravan town_and_country voyager kia_carnival combi combis van_de_pasajeros camioneta_de_carga panel paneles microbus kombi gaari_qaad van vans vagoneta vagonetas cargo_van cargo_vans minivan minivans sprinter econoline furgoneta furgonetas furgon furgones minibus mini_van caravan "
    "odyssey sienna pacifica gaadhi_xamuul فان فانات حافلة_صغيرة",
    "sedan": "four_door_sedan four_door_sedans four_door_car four_door_cars four_door four_doors 4_door 4_doors 4door cuatro_puertas carro_de_cuatro_puertas carros_de_cuatro_puertas carro_chico chargers impalas malibus taurus fusion fusions crown_vic crown_vics crown_victoria camrys corollas civics accord accords altimas sentra sentras jetta jettas passat elantra elantras sonata sonatas challenger challengers mustang avenger hatchbacks coupes prius lub_tsheb_me tsheb_me tsheb_me_me gaari_yar_yar صالون sedan sedans sean gaari_yar gaari_yaryar gaariyo_yaryar charger impala malibu taurus camry corolla civic altima coupe hatchback sedanes سيدان",
    "pickup": "crew_cab crew_cabs crew_cab_pickup crew_cab_pickups quad_cab king_cab troca_de_batea trocas_de_batea de_batea batea camioneta_de_batea camionetas_de_batea silverados tacomas tundras ranger rangers colorado frontier ridgeline sierra gmc_sierra rams dodge_ram dodge_rams ram_1500 ram_2500 ford_150 f150s f250s f350 f_350 raptor titan pickup_ah tsheb_thauj_khoom_me نصف_نقل pick_up_truck pick_up_trucks pickup_truck pickup_trucks pickup pickups pick_ups f150 f250 f_150 f_150s f_250 silverado tacoma tundra troca trocas troka trokas trokita بيكاب بيك_اب",
    "bus": "school_bus coach charter_bus shuttle shuttle_bus short_bus camion_de_pasajeros guagua bus buses autobus autobuses camion_de_pasajeros bas basas npav_loj حافلة حافلات باص باصات",
    "truck": "box_trucks flatbed flatbeds flat_bed flat_beds utility_truck utility_trucks work_trucks delivery_truck panel_truck moving_truck dump_truck bucket_truck stake_bed cargo_truck cargo_trucks camion_de_carga camiones_de_carga camioneta_de_redilas redilas troca_de_redilas semi_truck tractor_trailer mrap bearcat tsheb_thauj_khoom box_truck camion camiones semi u_haul uhaul work_truck armored blindado tanqueta baabuur_weyn شاحنة شاحنات",
    "suv|pickup|van": "camioneta camionetas truck trucks",
    "motorcycle": "motorbike motorbikes dirt_bike scooter scooters motorcycle motorcycles moto motos motocicleta mooto",
    "": "car cars vehicle vehicles carro carros coche coches auto autos vehiculo vehiculos unit units rig rigs gaari gaadhi "
    "gawaari gawaarida gaariga gaadhiga baabuur tsheb tsheb_tsav lub_tsheb سيارة سيارات السيارة عربة عربات مركبة مركبات",
}

NUMBERS = {
    "1": "one a an un una uno hal kow ib واحد واحدة",
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
    "film": "cameras_and cameras director directors clapperboard filming_a_movie filming_a_show shooting_a_movie movie_crew movie_set film_trucks music_video commercial_shoot tv_crews news_crew estan_filmando_una_pelicula filmando_una_pelicula grabando_una_pelicula grabando_un_video telenovela filim_jilaa ua_yeeb_yaj_kiab film film_crew film_people movie film_shoot movie_shoot film_set tv_crew tv_show camera_crew actors actores filmacion rodaje pelicula "
    "equipo_de_filmacion grabacion filim filin yeeb_yaj_kiab تصوير فيلم تصوير_فيلم",
    "fire": "fire_dept firemen fireman fire_drill fire_crew smoke_alarm fire_alarm house_fire simulacro_de_incendio incendio los_bomberos dab_damis dab_damiska tua_hluav_taws مطافئ رجال_الاطفاء fire_department firefighter firefighters fire_truck fire_engine firetruck fire_drill bomberos bombero dab_demis "
    "dabdemis tub_ceev_hluav_taws اطفاء الاطفاء",
    "medical": "medics medic medical_emergency heart_attack overdose cruz_roja emergencia_medica gargaarka_degdegga tsheb_thauj_neeg_mob medical_call somebody_fell alguien_se_cayo ambulance ambulances paramedic paramedics ems ambulancia ambulancias paramedicos ambalaas اسعاف الاسعاف",
    "local_police": "local_pd city_cops county_deputies marked_squads traffic_cop traffic_cops regular_cops police_department process_server constable car_accident fender_bender crash desalojando lanzamiento patrulla_municipal policia_local choque booliska_magaalada tub_ceev_xwm_hauv_zos شرطة_المدينة local_police eviction evicted evicting desalojo sheriff_only says_sheriff city_police local_cops mpd sppd sheriff sheriffs squad_car squad_cars deputy deputies county_sheriff state_trooper "
    "state_troopers state_patrol highway_patrol regular_police policia_local policia_municipal de_la_ciudad alguacil "
    "policia_de_transito booliska_degmada الشرطة_المحلية",
    "utility": "water_company gas_crew electric_crew power_company line_workers linemen sewer_crew plumbers plumber hvac solar_crew compania_de_agua compania_del_gas cfe drenaje plomeros plomero shaqaalaha_korontada biyaha_degmada neeg_kho_dej neeg_kho_hluav_taws عمال_الكهرباء utility_company utility_workers del_gas arreglan_el_agua water_crew water_department gas_leak gas_company electric_company xcel centerpoint power_company water_main meter_reader line_crew "
    "comcast compania_de_gas compania_de_luz electricistas lineworkers utility_crew utility_workers",
    "building": "construction_site_crew construction_workers_only roofers_working painters street_repair road_work roadwork paving_crew pothole asphalt scaffolding concrete_crew demolition obra_en_construccion bacheo repavimentando dhismayaasha construction_crew roofing_crew_working contractors tree_crew tree_trimming road_crew paving obras obreros "
    "albanileria dhisme dhismaha بناء عمال_البناء",
    "delivery": "amazon_drivers amazon_van ups usps_truck mail_truck dhl furniture_delivery pizza_delivery amazon fedex ups_truck usps mail_carrier mailman cartero",
    "towing": "tow_truck tow_trucks tow_driver got_towed being_towed towed getting_towed towing_a_car towing_company tow_company repo grua gruas remolque parking_enforcement",
    "security": "seguridad_de_la seguridad_de_la_obra seguridad_del security_company security_company_badge security_officer security_officers security_team private_guards private_guard guards guard badge_says_guard guardias_privados guardia_privado guardia compania_de_seguridad vigilantes vigilante ilaalo_gaar_ah ilaaliyaal neeg_zov_khw neeg_zov شركة_امن security_guard security_guards mall_security private_security guardia_de_seguridad guardias_de_seguridad "
    "guardias seguridad_privada ilaalo حارس حراس_امن",
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
    "roofer": "roofing_worker roofing_job trabajador_de_techos trabajadores_de_techos roofer roofers roofing roofing_crew techador techadores techo techos saqaf saqafka ru_tsev vov_tsev",
    "builder": "day_laborer day_laborers day_labourer day_labourers jornalero jornaleros orange_vest in_orange de_naranja laborers trabajadores_de_construccion construction_worker construction_workers hi_vis hivis builder builders albanil albaniles chaleco_naranja "
    "trabajador_de_la_construccion chaleco_reflejante dhismaha shaqaale_dhisme tsho_txiv_kab_ntxwv عامل_بناء",
    "cook": "kitchen_worker kitchen_workers line_cook muchacho_de_cocina ayudante_de_cocina cook cooks chef kitchen apron dishwasher cocinero cocinera cocineros cocina delantal lavaplatos kariye kariyaha ua_noj طباخ",
    "vendor": "fruit_cup fruit_cup_lady fruit_lady food_stand fruit_stand street_vendor street_vendors senora_de_la_fruta la_de_la_fruta puesto_de_comida puesto vendedora_de_fruta taquero tamale tamales tamalera food_cart vendor vendors vendedor vendedora ambulante elote elotero paletero iibiya iibisa "
    "muag_khoom_noj muag_khoom بائع بائعة",
    "courier": "parcel_courier courier_guy parcel mail_driver mensajero paqueteria el_de_la_paqueteria package_driver delivering delivery_driver delivery packages courier repartidor repartidora entrega_paquetes paquetes "
    "alaab_geeya darawal_alaab xa_khoom سائق_توصيل",
    "student": "school_bag school_bags high_schooler high_school_boy boy_from_the_high_school kid_from_school alumno alumna alumnos de_secundaria chavo_con_mochila tub_kawm_ntawv student students high_school_kid school_hoodie teenager teen backpack schoolkid estudiante estudiantes mochila "
    "joven_con_sudadera muchacho_de_la_escuela sudadera arday ardayga ardayad tub_ntxhais_kawm kawm_ntawv طالب طالبة",
    "mother": "baby_carriage young_mother mothers carriage pushing_a_baby madre madre_joven con_su_bebe mother mom mama stroller baby infant mami bebe carriola carreola cochecito hooyo ilmo niam ام رضيع",
    "elder": "grandfathers very_old old_gentleman old_guy old_lady elderly_man elderly_woman abuelito abuelita old_man old_woman elderly cane grandpa grandma grandfather grandmother viejito viejita senor_grande senora_grande baston "
    "anciano anciana abuelo abuela oday odayga ayeeyo yawg_laus neeg_laus عجوز مسن",
    "couple": "husband_and_wife guy_and_a_girl husband wife matrimonio parejita esposo esposa couple girlfriend boyfriend pareja novia novio esposos lamaane nkawm_niam_txiv زوجان",
    "gardener": "lawn_care lawn_guy lawn_care_guy mower mowers el_de_los_jardines de_los_jardines gardener landscaper landscapers landscaping leaf_blower yard_work lawn mowing jardinero jardineros corta_el_pasto "
    "pasto soplador beerta beeralay txiav_nyom tu_vaj بستاني",
    "cleaner": "cleaner cleaners cleaning_lady janitor limpieza conserje nadiifiye tu_tsev عامل_نظافة",
    "cab": "uber lyft taxi cab_driver taxista taksi",
}

# What people remember of a party besides its vehicles.
DETAILS = {
    "dog": "shepherd shepherd_dog dog_unit dogs_with k9s malinois perro_amarrado dog dogs k9 k_9 german_shepherd canine perro perros pastor_aleman eey eeyo dev aub كلب كلاب",
    "drone": "quadcopter buzzing un_dron drone drones dron drones daroon nyuj_hoom طائرة_مسيرة",
    "trailer": "towing_a towing_a_trailer towing_a_little trailers trailercito remolcan remolcando remolca pulling_a_trailer trailer hitched remolque jala_un_remolque tareelo rub",
    "ladder": "roof_ladder ladder_on escalera_arriba ladder ladders roof_rack ladder_rack escalera escaleras jaranjaro sallaan ntaiv سلم",
    "sticker": "decals fish_decal pez pegado sticker stickers decal bumper_sticker calcomania calcomanias pegatina calaamad daim_duab ملصق",
    "dent": "smashed smashed_in smashed_up chocada chocado chocadas rayada scratched damaged dent dented bashed bashed_in scraped golpe golpeada golpeado abollada abollado jabay jabtay jaban ntsoog tawg",
    "cooler": "ice_chests icebox hielera_roja cooler ice_chest hielera hieleras qaboojiye thawv_dej_khov",
    "grille": "strobe strobes flashers hidden_flashers estrobo estrobos torreta torretas torretas_escondidas teeb_zais grille grill parrilla hidden_lights lights_hidden flashing",
    "elsewhere_plate": "texas_tag texas_tags tags_from_texas out_of_state_plate out_of_state_plates matricula_de_texas placas_de_fuera de_texas texas out_of_state texas_plate texas_plates otro_estado placas_de_texas placa_de_texas",
    "no_plate": "no_license_plate no_license_plates tags_taken_off no_tags missing_plates quitaron_las_placas sin_matricula no_plates no_plate plates_missing plates_are_missing without_plates sin_placas no_traen_placas tsis_muaj_phiaj",
    "rifle": "assault_rifle assault_rifles ar15 ar_15 rifles_en_mano rifle rifles long_gun long_guns armas_largas rifles_largos phom_ntev qoryo_dhaadheer بنادق",
    "ram": "door_breaker breaching_tool tumbar_puertas para_tumbar_puertas ram battering_ram door_ram ariete",
    "shield": "shield shields escudo escudos gaashaan daim_thaiv درع",
    "armoured": "armored armoured bearcat blindado tanqueta",
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
    "plain": "regular_clothes normal_clothes civvies civilian_clothing lanyard lanyards lanyard_badges badge_clipped clipped_on gafete gafetes sin_uniforme de_paisano ropa_casual dhar_rayid street_clothes plain_clothes plainclothes civilian_clothes jeans hoodies badge badges de_civil ropa_de_calle ropa_civil "
    "ropa_normal vestidos_normal placa_colgada placa_en_el_cinturon dhar_caadi tsho_zoo_li_peb بزي_مدني",
    "mask": "ski_mask ski_masks bandana bandanas sunglasses face_coverings covered_faces gaiter paliacate paliacates tapabocas tapados encapuchada mask masks masked masked_up mascara mascaras enmascarado enmascarados encapuchado encapuchados balaclava balaclavas gaiters "
    "neck_gaiters faces_covered face_covered pasamontanas cara_tapada cubrebocas wajiga_way_qarsadeen maaskaro npog_ntsej_muag "
    "قناع اقنعة ملثم ملثمون ملثمين",
    "police": "marked_police marked_POLICE with_police_on police_in_white police_in_yellow police_on_the_back labelled_police con_police dice_police dicen_police que_dice_police letras_police says_police say_police police_on w_police vests_say_police que_dicen_police letras_de_police chaleco_de_policia "
    "chalecos_de_policia ku_qoran_tahay_police",
    "tan": "coyote coyote_brown military_fatigues traje_militar ropa_militar_cafe militares camo camouflage desert_camo camuflaje camuflado caqui khaki tactical_tan",
    "blue": "hsi raid_coat raid_coats que_dice_hsi dice_hsi raid_jacket raid_jackets windbreaker windbreakers rompevientos letras_amarillas yellow_letters",
    "green": "border_patrol patrulla_fronteriza",
    "armour": "body_armor body_armour plate_carrier plate_carriers bulletproof bulletproof_vest bulletproof_vests chaleco_antibalas chalecos_antibalas antibalas chalecos_blindados chaleco_blindado jaakad_aan_xabbadu",
    "black": "bdus swat swat_style black_bdus traje_negro trajes_negros",
}

# Kinds of named places; the name beside one of them makes a landmark.
PLACE_KINDS = {
    "school": "school schools escuela escuelas kinder preschool elementary academy high iskuul iskuulka dugsi dugsiga tsev_kawm_ntawv مدرسة",
    "church": "church iglesia parroquia parish cathedral temple templo kaniisad tsev_teev_ntuj كنيسة",
    "mosque": "mosque mezquita masjid masaajid masjidka مسجد",
    "market": "store shop tienda market mercado supermarket supermercado grocery mall plaza foods dukaan suuq suuqa khw لوق سوق متجر",
    "clinic": "hospital clinic clinica isbitaal isbitaalka tsev_kho_mob مستشفى عيادة",
    "library": "library biblioteca maktabad maktabadda tsev_qiv_ntawv مكتبة",
    "restaurant": "restaurant restaurante taqueria makhaayad مطعم",
    "bridge": "bridge puente buundo buundada choj جسر",
    "highway": "highway hwy interstate freeway carretera autopista waddo_weyn",
    "station": "station estacion terminal depot محطة",
    "center": "center centre centro daycare day_care guarderia xarun مركز",
    "court": "courthouse corte juzgado maxkamad محكمة",
    "factory": "factory plant fabrica planta warehouse bodega warshad مصنع",
    "laundry": "laundromat lavanderia dharka_lagu_dhaqo",
    "hotel": "hotel motel فندق",
}

# Words of somebody who passes on what others said.
FORWARDING = (
    "a_friend_texted friend_texted friend_says friend_told friend_sent texted_me texted messaged_me messaged dmd_me a_friend_of my_friend my_friends my_aunt my_sister my_brother my_mom_says my_neighbor_says my_roommate my_barber my_boss my_tia sister_in_law brother_in_law heard_from heard_about hearing_about not_mine sharing re_sharing resharing reshared reposted shared_in posted_in saw_on_facebook saw_a_post saw_this_post parents_group family_group church_group neighborhood_group chat_group in_the_group in_a_group a_while_ago spread_this spread_the_word pass_it_on pass_this_on pass_along share_this please_share says_my tell_everyone someone_told somebody_told someone_sent somebody_sent someone_texted via_whatsapp from_whatsapp screenshot copy_paste copied_from word_of_mouth not_confirmed cant_confirm can_someone_confirm can_anyone_confirm is_it_true is_it_real true_about anything_true cunada cunado mi_hermana mi_hermano mi_tia mi_tio mi_suegra mi_amiga mi_amigo una_amiga un_amigo lo_oi oi_de lo_escuche me_escribio me_escribieron no_es_mio no_es_mia comparto compartiendo lo_comparto reenvio_mensaje mensaje_reenviado del_grupo en_el_grupo grupo_de_padres grupo_de_whatsapp me_llego me_lo_pasaron me_lo_mandaron me_cuentan cuentan_que segun_mi segun_dicen es_cierto es_verdad alguien_sabe_si alguien_confirma confirmen pasen_la_voz_de avisen_a_todos fariin fariin_la_ii gudbiyay la_ii_gudbiyay la_ii_soo_gudbiyay la_ii_sheegay la_sheegay asxaab_ayaa lwm_tus_xa xa_rau_kuv lwm_tus_hais lawv_hais_tias hais_tias رسالة_محولة قال_لي صديقي ارسل_لي fwd fw forwarded forward forwarding reposting repost passing_along passing_this copied copying heard "
    "hearing i_heard was_told told_me sent_me sent_to_me got_this somebody_said someone_said people_say "
    "they_say they_are_saying says_that apparently supposedly allegedly rumor rumour rumors rumours word_is group_chat whatsapp "
    "facebook nextdoor signal_group second_hand not_me from_a_friend friend_of_a_friend my_coworker my_cousin my_uncle from_my_cousin everyone_is_posting did_you_all_see fb_group passing_on reenviado reenviada reenvio reenviando "
    "dicen dice_que dicen_que me_dijeron me_dijo me_contaron me_mandaron me_paso me_pasaron se_dice "
    "escuche oi_que supuestamente rumores no_lo_vi_yo me_dicen me_lo_mando de_una_vecina esto_pasaron mi_prima mi_primo mi_vecina mi_comadre "
    "ii_sheegay ayaa_ii_sheegay saaxiib la_waday soo_diray waa_la_yiri waxaan_maqlay hnov_tias xa_tuaj phooj_ywg منقول سمعت يقولون قالوا ارسل وصلني"
)

# Words of somebody who says that it is not so, or that there is nothing.
DENYING = (
    "hoax rumour_only is_wrong not_correct zero_agents no_raid no_agents_here no_ice_here nobody_came no_one_came nothing_going_on nothing_happened there_are_no saw_no_agent saw_nobody saw_nothing none_of_this ignore_that ignore_that_message story_is_false post_is_old years_old from_another_city stop_forwarding two_years_old open_and_calm peaceful only_normal fare_inspectors machines_running nadie_vino no_vino_nadie no_hubo ningun_agente cero_agentes no_hay_nadie es_un_rumor puro_rumor puras_mentiras es_una_mentira ya_verifique fui_a_ver esta_tranquilo todo_tranquila no_crean no_le_crean dejen_de_reenviar es_de_otra_ciudad noticia_falsa noticias_falsas run_maaha run_ma_aha cidina_ma_iman waxba_ma_jiraan ma_jiraan waa_been_abuur tsis_muaj_leej_twg tsis_muaj_leej_twg_tuaj tsis_muaj_tseeb خبر_كاذب لم_يحدث لا_احد not_true untrue false false_alarm fake fake_news hoax debunked not_ice no_ice not_real isnt_true wasnt isnt not_happening "
    "nothing_here nothing_there nothing_happening no_sign no_agents nobody_here no_one_here all_quiet is_false is_old no_lockdown please_stop unconfirmed unfounded "
    "misinformation disinformation not_immigration old_news old_video didnt_happen did_not_happen confirmed_false stop_sharing "
    "stop_spreading stop_posting disregard ignore_that just_a todo_tranquilo todo_normal es_falso es_viejo ya_dejen dejen_de_mandar es_rumor es_mentira mentira mentiras falso falsa falsa_alarma no_es_cierto "
    "no_es_verdad no_hay no_era no_es_la_migra no_es_ice no_son no_paso no_pasa no_esta no_vi nada_de_eso desmentido desmienten "
    "desinformacion dejen_de_compartir no_compartan been_ah ma_jiro run_ma_aha waa_been ma_aha waa_been waxba_kama_dhicin tsis_muaj_dab_tsi tsis_yog tsis_tseeb "
    "dag كذب كاذب غير_صحيح ليس_صحيحا لا_يوجد اشاعة شائعة"
)

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
    "checkpoint": "checkpoint checkpoints roadblock reten retenes isbaaro حاجز نقطة_تفتيش",
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
    "while quite write agree greet crown grown blank banco truth trust trunk true blame next big small old new whole local nearest main public middle inside outside near entire closed open empty full quiet grande chico nuevo nueva vieja viejo cerrado cerrada abierto lleno llena grab tom sab not_a_drill this_is_not_a_drill no_es_simulacro count i_count counted conte llegaron llego came_in hay_un wearing traen traigo engines engine running doble_fila double double_parked a an the and or but if then than so of to in on at by for with from into onto over under out off up down about around across "
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

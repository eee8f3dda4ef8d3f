"""Words of people who pass on, ask, urge or deny, rather than tell what they see; phrases are written with "_"."""

# Words of somebody who passes on what others said.
FORWARDING = (
    "not_firsthand not_first_hand otro_grupo de_otro_grupo otra_persona posted_by someone_else somebody_else kids_school_chat school_chat school_parents_chat parents_chat chat_de_la_escuela del_chat grupo_de_la_escuela school_group church_chat fb_post from_another_group another_group dice_mi mi_mama_dice me_paso voice_message un_audio audio_dice copy_paste copio_y_pego secondhand someone_on someone_posted somebody_posted posted_this got_this_from just_got_this my_tia my_cousin_sent coworker_swears a_friend_who according_to compa_dice una_companera un_companero companera_del_trabajo per_nextdoor nextdoor_says in_3_groups forwarded_many_times reenviado_muchas_veces a_friend_texted friend_texted friend_says friend_told friend_sent texted_me texted messaged_me messaged dmd_me a_friend_of my_friend my_friends my_aunt my_sister my_brother my_mom_says my_neighbor_says my_roommate my_barber my_boss my_tia sister_in_law brother_in_law heard_from heard_about hearing_about not_mine sharing re_sharing resharing reshared reposted shared_in posted_in saw_on_facebook saw_a_post saw_this_post parents_group family_group church_group neighborhood_group chat_group in_the_group in_a_group a_while_ago spread_this spread_the_word pass_it_on pass_this_on pass_along share_this please_share says_my tell_everyone someone_told somebody_told someone_sent somebody_sent someone_texted via_whatsapp from_whatsapp screenshot copy_paste copied_from word_of_mouth not_confirmed cant_confirm can_someone_confirm can_anyone_confirm is_it_true is_it_real true_about anything_true cunada cunado mi_hermana mi_hermano mi_tia mi_tio mi_suegra mi_amiga mi_amigo una_amiga un_amigo lo_oi oi_de lo_escuche me_escribio me_escribieron no_es_mio no_es_mia comparto compartiendo lo_comparto reenvio_mensaje mensaje_reenviado del_grupo en_el_grupo grupo_de_padres grupo_de_whatsapp me_llego me_lo_pasaron me_lo_mandaron me_cuentan cuentan_que segun_mi segun_dicen es_cierto es_verdad alguien_sabe_si alguien_confirma confirmen pasen_la_voz_de avisen_a_todos fariin fariin_la_ii gudbiyay la_ii_gudbiyay la_ii_soo_gudbiyay la_ii_sheegay la_sheegay asxaab_ayaa lwm_tus_xa xa_rau_kuv lwm_tus_hais lawv_hais_tias hais_tias رسالة_محولة قال_لي صديقي ارسل_لي fwd fw forwarded forward forwarding reposting repost passing_along passing_this copied copying heard "
    "hearing i_heard was_told told_me sent_me sent_to_me got_this somebody_said someone_said people_say "
    "they_say they_are_saying says_that apparently supposedly allegedly rumor rumour rumors rumours word_is group_chat whatsapp "
    "facebook nextdoor signal_group second_hand not_me from_a_friend friend_of_a_friend my_coworker my_cousin my_uncle from_my_cousin everyone_is_posting did_you_all_see fb_group passing_on reenviado reenviada reenvio reenviando "
    "dicen dice_que dicen_que me_dijeron me_dijo me_contaron me_mandaron me_paso me_pasaron se_dice "
    "escuche oi_que supuestamente rumores no_lo_vi_yo me_dicen me_lo_mando de_una_vecina esto_pasaron mi_prima mi_primo mi_vecina mi_comadre "
    "ii_sheegay ayaa_ii_sheegay saaxiib la_waday soo_diray waa_la_yiri waxaan_maqlay hnov_tias xa_tuaj phooj_ywg منقول سمعت يقولون قالوا ارسل وصلني"
)

# What somebody did whose word is passed on: "my mother in law says", "mi suegra me dijo".
SAYING = (
    "saw vio vieron says said texted posted messaged swears claims wrote reports told_me told_us sent_me sent_us dice dijo dicen dijeron "
    "conto escribio asegura jura me_dijo nos_dijo me_mando nos_mando me_conto nos_conto me_dice nos_dice"
)

# Who told it, with no "my" before: "a coworker saw", "cousin says", "una vecina dice".
TELLERS = (
    "coworker friend neighbor neighbour cousin aunt uncle sister brother mom dad wife husband roommate classmate nurse teacher "
    "vecina vecino amiga amigo prima primo tia tio hermana hermano companera companero cunada cunado suegra comadre compadre"
)

# Words of somebody who says that it is not so, or that there is nothing.
DENYING = (
    "can_confirm_not confirm_not rumor_control control_de_rumores about_the_message sobre_el_mensaje re_the_message that_post_saying checked_it i_checked fui_a_ver y_nada no_es_cierto_lo i_went_to_check went_to_check verified_nothing nothing_found its_false is_it_false no_vino_nadie no_vino es_rumor_lo no_hay_nadie not_ice please_stop_sharing estoy_aqui_comprando hoax rumour_only is_wrong not_correct zero_agents no_raid no_agents_here no_ice_here nobody_came no_one_came nothing_going_on nothing_happened there_are_no saw_no_agent saw_nobody saw_nothing none_of_this ignore_that ignore_that_message story_is_false post_is_old years_old from_another_city stop_forwarding two_years_old open_and_calm peaceful only_normal fare_inspectors machines_running nadie_vino no_vino_nadie no_hubo ningun_agente cero_agentes no_hay_nadie es_un_rumor puro_rumor puras_mentiras es_una_mentira ya_verifique fui_a_ver esta_tranquilo todo_tranquila no_crean no_le_crean dejen_de_reenviar es_de_otra_ciudad noticia_falsa noticias_falsas run_maaha run_ma_aha cidina_ma_iman waxba_ma_jiraan ma_jiraan waa_been_abuur tsis_muaj_leej_twg tsis_muaj_leej_twg_tuaj tsis_muaj_tseeb خبر_كاذب لم_يحدث لا_احد not_true untrue false false_alarm fake fake_news hoax debunked not_ice no_ice not_real isnt_true wasnt isnt not_happening "
    "nothing_here nothing_there nothing_happening no_sign no_agents nobody_here no_one_here all_quiet is_false is_old no_lockdown please_stop unconfirmed unfounded "
    "misinformation disinformation not_immigration old_news old_video didnt_happen did_not_happen confirmed_false stop_sharing "
    "stop_spreading stop_posting disregard ignore_that just_a todo_tranquilo todo_normal es_falso es_viejo ya_dejen dejen_de_mandar es_rumor es_mentira mentira mentiras falso falsa falsa_alarma no_es_cierto "
    "no_es_verdad no_hay no_era no_es_la_migra no_es_ice no_son no_paso no_pasa no_esta no_vi nada_de_eso desmentido desmienten "
    "desinformacion dejen_de_compartir no_compartan been_ah ma_jiro run_ma_aha waa_been ma_aha waa_been waxba_kama_dhicin tsis_muaj_dab_tsi tsis_yog tsis_tseeb "
    "dag كذب كاذب غير_صحيح ليس_صحيحا لا_يوجد اشاعة شائعة"
)

# Words of somebody who urges, asks, or does not know when: talk, and nothing seen.
URGING = (
    "who_can_check anyone_near anybody_near someone_near no_me_animo is_anyone_near stay_safe be_careful please_be_careful stay_away stay_home stay_inside avoid dont_go do_not_go dont_open do_not_open be_safe please_share "
    "share_share heads_up so_scared breaking alert_alert idk_when all_over_the_city all_over all_over_town right_now_share since_last_night "
    "this_morning last_night tonight not_sure_if_real is_this_true is_it_true is_that_true is_this_real anyone_know anybody_know does_anyone_know_if "
    "anyone_hear anyone_heard can_someone_check can_anyone_check whats_going_on whats_happening are_they_still real_or_not should_i third_message "
    "another_message so_many_messages they_said beware tell_people warn_everyone rumor_says "
    "find_another_way take_another_way take_another_route find_another_route busquen_otro_camino tomen_otro_camino "
    "busquen_otra_ruta tomen_otra_ruta tengan_cuidado cuidense cuidense_mucho cuidado_todos no_vayan no_salgan no_abran no_suban no_se_acerquen eviten compartan compartan_por_favor "
    "pasen_la_voz pasenlo difundan urgente desde_anoche anoche en_la_manana por_toda_la_ciudad por_todos_lados no_se_si_sea_verdad no_se_si_sea_cierto "
    "no_se_si_es_verdad es_cierto_esto es_cierto_lo es_verdad_lo alguien_sabe alguien_puede_ver que_pueda_ver que_esta_pasando que_pasa_en todavia_estan "
    "ya_van_tres otro_mensaje va_a_haber van_a_caer tengo_miedo que_miedo segun"
)

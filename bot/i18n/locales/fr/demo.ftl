# Les deux serveurs de la démo, chacun dans sa langue ; mots de l'en-tête de bot.ftl. Les noms de
# salons sont en minuscules et sans espaces.
demo-server = Communauté musicale
demo-role = Modération
demo-videos = clips
demo-videos-hint = Écris /musicvideo
demo-thread = défi-de-la-semaine
demo-thread-hint = Un fil dans #{ $channel }
demo-backstage = coulisses
demo-backstage-hint = Seules Mia et la modération voient ce salon
demo-announcements = annonces
demo-announcements-hint = Le bot n'a pas le droit d'écrire ici
demo-showcase = vitrine
demo-showcase-hint = Pour /settings : les vidéos terminées, encore une fois (ici, une semaine dure 5 minutes)
demo-moderators = modération
demo-moderators-hint = Pour /settings : ce que la modération apprend
demo-direct = Messages privés
demo-direct-hint = Du bot
demo-server-paid = Club de musique (avec une clé d'API)
demo-paid = videos-avec-credits
demo-paid-hint = Copie les identifiants d'un message dans /musicvideo task_id : chaque vidéo coûte des crédits

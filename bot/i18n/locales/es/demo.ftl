# Los dos servidores de la demo, cada uno en su idioma; palabras como al comienzo de bot.ftl. Los
# nombres de canales van en minúsculas y sin espacios.
demo-server = Comunidad musical
demo-role = Moderadores
demo-videos = videoclips
demo-videos-hint = Escribe /musicvideo
demo-thread = reto-semanal
demo-thread-hint = Un hilo en #{ $channel }
demo-backstage = bastidores
demo-backstage-hint = Solo lo ven Mia y los moderadores
demo-announcements = anuncios
demo-announcements-hint = Aquí el bot no puede escribir
demo-showcase = escaparate
demo-showcase-hint = Para /settings: los videos terminados, una vez más (aquí una semana dura 5 minutos)
demo-moderators = moderación
demo-moderators-hint = Para /settings: lo que se comunica a los moderadores
demo-direct = Mensajes directos
demo-direct-hint = Del bot
demo-server-paid = Club de música (con clave de la API)
demo-paid = videos-con-creditos
demo-paid-hint = Copia los ID de un mensaje en /musicvideo task_id: cada video cuesta créditos

# Español: lo que Discord muestra mientras se escribe un comando. Términos como en bot.ftl; nombres
# de opciones en minúsculas y sin espacios.
option-author = firma
option-watermark = marca_de_agua

command-musicvideo = Pide el videoclip de una pista generada
command-musicvideo-task-id = En vez de la canción: el ID de su tarea, o los dos ID pegados
command-musicvideo-audio-id = Qué pista de la tarea; déjalo vacío para elegir
command-musicvideo-author = Firma en la portada (por defecto, la del servidor)
command-musicvideo-watermark = Marca de agua en la parte inferior (por defecto, la del servidor)

command-branding = Firma, marca de agua y estilo de los videos de este servidor
command-branding-show = Muestra la firma y la marca de agua del servidor o de un canal
command-branding-set = Define firma, marca de agua, estilo o formato, para el servidor o un canal
command-branding-set-author = Firma en la portada cuando un miembro no da ninguna
command-branding-set-watermark = Marca de agua en la parte inferior cuando un miembro no da ninguna
command-branding-reset = Quita lo definido para el servidor o un canal

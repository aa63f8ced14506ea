# Español: lo que Discord muestra mientras se escribe un comando. Términos como en bot.ftl; nombres
# de opciones en minúsculas y sin espacios.
option-author = firma
option-watermark = marca_de_agua

command-musicvideo = Pide el videoclip de una canción generada
command-musicvideo-task-id = En vez de la canción: el ID de su tarea, o los dos ID pegados
command-musicvideo-audio-id = Qué canción de la tarea; déjalo vacío para elegir
command-musicvideo-author = Firma en la portada (por defecto, la del servidor)
command-musicvideo-watermark = Marca de agua en la parte inferior (por defecto, la del servidor)

command-branding = Firma, marca de agua, logotipo y estilo de los videos de este servidor
command-branding-show = Muestra lo definido para el servidor o un canal
command-branding-set = Define textos, estilo, formato, colores, tipografía o tarjetas, para el servidor o un canal
command-branding-set-author = Firma en la portada si un miembro no da ninguna; { "{" }member{ "}" } y { "{" }server{ "}" } se vuelven nombres
command-branding-set-watermark = Marca de agua si un miembro no da ninguna; { "{" }member{ "}" } y { "{" }server{ "}" } se vuelven nombres
command-branding-reset = Quita lo definido para el servidor o un canal

# Español: cuántos mensajes ocupa un video, y cómo se elimina uno. Las palabras son las de bot.ftl.
settings-messages-keep = Un video ocupa dos mensajes: uno muestra cómo va, y el resultado es un mensaje nuevo que menciona al miembro.
settings-messages-replace = Un video ocupa un mensaje: muestra cómo va y después el video. No se menciona a nadie.
settings-messages-remove = El mensaje que muestra cómo va un video se elimina cuando el video se publica. El video menciona al miembro.
choice-messages-keep = Dos: cómo va y el resultado
choice-messages-replace = Uno: se convierte en el video, sin mención
choice-messages-remove = Solo el resultado: el otro se elimina
command-settings-messages = Cuántos mensajes ocupa un video en su canal
command-settings-messages-per-video = Qué pasa con el mensaje que muestra cómo va un video
option-per-video = por_video

# Deleting: the question, and what it came to
button-sure = Sí, eliminar
answer-sure = ¿Eliminar este video? También desaparece del canal de muestra.
answer-sure-showcase = ¿Eliminar este video del canal de muestra? No se mostrará allí otra vez. En su propio canal se queda.
answer-deleted-video = Eliminado. Para publicar el video de nuevo, usa `/videos repost`.

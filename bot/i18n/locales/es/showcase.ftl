# Español: el canal de muestra, donde los videos terminados se muestran otra vez. Las palabras son las de settings.ftl.
approval-question = 🎬 { $member } tiene un video nuevo, **{ $title }**: { $link }. ¿Mostrarlo en { $showcase }?
approval-question-unnamed = 🎬 { $member } tiene un video nuevo: { $link }. ¿Mostrarlo en { $showcase }?
button-approve = ✅ Mostrarlo
button-reject = No mostrarlo
approval-approved = ✅ { $member } permite mostrarlo.
approval-rejected = 🚫 { $member } decidió no mostrarlo. El video se queda donde se publicó.
error-not-showable = Este video ya no se puede mostrar: fue eliminado o el canal de muestra está desactivado.
error-no-moderators-channel = No se cambió nada: la pregunta va al canal de moderación, y todavía no hay ninguno. Elige uno con `/settings moderators` e inténtalo de nuevo.
error-approval-needs-channel = No se cambió nada: en ese canal se pide la aprobación para el canal de muestra. Usa antes `/settings showcase aprobar:False`, o elige aquí otro canal.
error-approved-already = Este video ya fue aprobado. Para quitarlo, elimínalo en el canal de muestra.
settings-showcase-approval = La moderación aprueba primero cada video para el canal de muestra.
settings-showcase-saved-approval = Los videos terminados de canales que todos pueden ver también se muestran en { $channel } cuando la moderación los aprueba. La pregunta llega al canal de moderación. Con `/settings showcase aprobar:False` se muestran sin preguntar.
command-settings-showcase-approval = Si la moderación aprueba primero cada video
option-approval = aprobar
log-name-approves-showcase = aprobación para el canal de muestra

# Los mejores de una semana
settings-best = Una vez por semana, los mejores según ⭐ se listan allí y se fijan.
settings-best-on = Una vez por semana, los videos con más ⭐ se listan allí y la lista se fija. La próxima llega el { $day }, si hasta entonces se muestran al menos tres videos.
settings-best-missing = ⚠️ Para eso me falta en ese canal: { $permissions }.
settings-best-off = Ya no hay listas de los mejores de la semana.
error-no-showcase = No se cambió nada: todavía no hay canal de muestra. Elige uno con `canal`.
command-settings-showcase-weekly = Si los mejores de la semana según ⭐ se listan y se fijan
command-settings-showcase-reaction = Si pongo un primer ⭐ bajo cada video
option-weekly = semanal
option-reaction = reacción
log-name-lists-best = lista de los mejores de la semana
log-name-adds-reaction = ⭐ bajo los videos del canal de muestra
best-title = 🏆 **Los mejores de la semana**
best-untitled = Un video musical
notice-pin-refused = 📌 Los mejores de la semana están en { $channel }, pero no puedo fijar la lista. Dame allí el permiso Fijar mensajes, y haz sitio si el canal tiene demasiados mensajes fijados.
notice-history-refused = ⭐ No puedo contar los ⭐ en { $channel }, así que no hay lista de los mejores de la semana. Dame allí Ver canal y Leer el historial de mensajes. `/settings showcase semanal:False` termina las listas.
notice-reaction-refused = ⭐ No puedo poner un ⭐ bajo los videos de { $channel }. Dame allí Añadir reacciones y Leer el historial de mensajes, o usa `/settings showcase reacción:False`.

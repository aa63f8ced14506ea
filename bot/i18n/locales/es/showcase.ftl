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

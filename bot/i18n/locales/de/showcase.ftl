# Deutsch: der Schaukanal, der fertige Videos noch einmal zeigt. Die Wörter sind die von settings.ftl.
approval-question = 🎬 { $member } hat ein neues Video, **{ $title }**: { $link }. Soll es in { $showcase } erscheinen?
approval-question-unnamed = 🎬 { $member } hat ein neues Video: { $link }. Soll es in { $showcase } erscheinen?
button-approve = ✅ Zeigen
button-reject = Nicht zeigen
approval-approved = ✅ { $member } lässt es zeigen.
approval-rejected = 🚫 { $member } hat entschieden, es nicht zu zeigen. Das Video bleibt dort, wo es gepostet wurde.
error-not-showable = Dieses Video kann nicht mehr gezeigt werden: Es wurde gelöscht, oder der Schaukanal ist abgeschaltet.
error-no-moderators-channel = Es wurde nichts geändert: Die Frage geht an den Kanal der Moderation, und es gibt noch keinen. Wähle einen mit `/settings moderators` und versuch es dann noch einmal.
error-approval-needs-channel = Es wurde nichts geändert: In diesem Kanal fragt der Schaukanal nach der Freigabe. Schalte das zuerst mit `/settings showcase freigabe:False` ab, oder wähle hier einen anderen Kanal.
error-approved-already = Dieses Video ist schon freigegeben. Soll es weg, lösch es im Schaukanal.
settings-showcase-approval = Für den Schaukanal gibt die Moderation jedes Video zuerst frei.
settings-showcase-saved-approval = Fertige Videos aus Kanälen, die alle sehen können, erscheinen auch in { $channel }, sobald die Moderation sie freigegeben hat. Die Frage kommt in den Kanal der Moderation. Mit `/settings showcase freigabe:False` erscheinen sie ohne Rückfrage.
command-settings-showcase-approval = Ob die Moderation jedes Video zuerst freigibt
option-approval = freigabe
log-name-approves-showcase = Freigabe für den Schaukanal

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

# Die besten einer Woche
settings-best = Einmal in der Woche werden dort die besten nach ⭐ aufgelistet und angepinnt.
settings-best-on = Einmal in der Woche werden dort die Videos mit den meisten ⭐ aufgelistet, und die Liste wird angepinnt. Die nächste kommt am { $day }, wenn bis dahin mindestens drei Videos gezeigt werden.
settings-best-missing = ⚠️ Dafür brauche ich in diesem Kanal noch: { $permissions }.
settings-best-off = Es gibt keine Listen der besten Videos mehr.
error-no-showcase = Es wurde nichts geändert: Es gibt noch keinen Schaukanal. Wähle einen mit `kanal`.
command-settings-showcase-weekly = Ob die besten der Woche nach ⭐ aufgelistet und angepinnt werden
command-settings-showcase-reaction = Ob ich unter jedes Video als Erster ein ⭐ setze
option-weekly = woche
option-reaction = reaktion
log-name-lists-best = Liste der besten der Woche
log-name-adds-reaction = ⭐ unter Videos im Schaukanal
best-title = 🏆 **Die besten der Woche**
best-untitled = Ein Musikvideo
notice-pin-refused = 📌 Die besten der Woche stehen in { $channel }, aber ich kann die Liste nicht anpinnen. Gib mir dort „Nachrichten anpinnen“, und mach Platz, falls der Kanal zu viele angepinnte Nachrichten hat.
notice-history-refused = ⭐ Ich kann die ⭐ in { $channel } nicht zählen, also gibt es keine Liste der besten der Woche. Gib mir dort „Kanal ansehen“ und „Nachrichtenverlauf anzeigen“. `/settings showcase woche:False` beendet die Listen.
notice-reaction-refused = ⭐ Ich kann kein ⭐ unter die Videos in { $channel } setzen. Gib mir dort „Reaktionen hinzufügen“ und „Nachrichtenverlauf anzeigen“, oder nimm `/settings showcase reaktion:False`.

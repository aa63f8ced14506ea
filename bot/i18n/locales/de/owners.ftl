# Deutsch: Wem ein Song gehört, wer ihn verwenden darf, und was nach einer Meldung geschieht. Begriffe
# wie in bot.ftl; und: report = melden · take down = sperren
option-use = nutzung
option-signature = signatur
option-signed-by = signiert_von

command-track-add-use = Wer Videos davon machen lassen darf (sonst: alle hier)
command-track-edit = Festlegen, wer einen eigenen Song verwenden darf, und die Signatur; die Moderation bei jedem
command-track-edit-track = Der Song: Titel tippen und wählen
command-track-edit-signature = Der Name, der auf seinen Videos steht
command-track-edit-signed-by = Ob andere ihren eigenen Namen auf seine Videos setzen dürfen
choice-use-everyone = alle hier
choice-use-moderators = die Moderation und ich
choice-use-owner = nur ich
choice-signed-by-owner = nur von der Person, der er gehört, und der Moderation
choice-signed-by-anyone = von allen, die ihn verwenden dürfen

track-rights-question = Vor deinem ersten Song: **Darfst du teilen, was du mitbringst?** Du hast es gemacht, oder wer es gemacht hat, erlaubt dir, es hier zu teilen. Das wirst du nur einmal gefragt; was nicht so ist, kann die Moderation sperren.
button-rights = Ja, das darf ich teilen
track-rights-confirmed = ✔️ Danke. Dein Song wird gerade angesehen …
track-rights-again = ✔️ Danke, das ist notiert. Der Song selbst hat zu lange gewartet: Schick `/track add` noch einmal ab.
track-added-signature = Seine Videos tragen die Signatur **{ $text }**.
track-added-for-everyone = Alle hier dürfen ihn mit `/musicvideo` verwenden. `/track edit` ändert das.
track-added-for-moderators = Nur du und die Moderation dürfen ihn mit `/musicvideo` verwenden. `/track edit` ändert das.
track-added-for-owner = Nur du darfst ihn mit `/musicvideo` verwenden. `/track edit` ändert das.
track-edited = ✔️ Für **{ $title }** gilt ab jetzt:
track-for-everyone = für alle hier
track-for-moderators = nur für die Person, der er gehört, und die Moderation
track-for-owner = nur für die Person, der er gehört
track-signature = Signatur: **{ $text }**
track-signature-server = Signatur: wie dieser Server es festgelegt hat
track-signed-by-owner = eine andere angeben dürfen nur die Person, der er gehört, und die Moderation
track-signed-by-anyone = eine andere angeben dürfen alle, die ihn verwenden dürfen

error-track-for-owner = { $member } hat diesen Song mitgebracht und behält ihn für sich. Frag dort nach, oder wähle einen anderen Song.
error-track-for-moderators = { $member } hat diesen Song mitgebracht: Nur dieses Mitglied und die Moderation dürfen ihn verwenden. Frag dort nach, oder wähle einen anderen Song.
error-signature-is = Dieser Song ist von { $member }, und seine Videos tragen die Signatur **{ $text }**. Eine andere dürfen nur die Person, der er gehört, und die Moderation angeben: Frag noch einmal ohne Signatur an.
error-signature-not-yours = Dieser Song ist von { $member }: Nur dieses Mitglied und die Moderation dürfen seine Videos signieren. Frag noch einmal ohne Signatur an.
error-signature-repost = Dieses Video trägt eine andere Signatur als die von { $member }, von wem der Song ist. Lass es mit `/musicvideo` neu machen.
error-track-taken-down = Die Moderation dieses Servers hat diesen Song gesperrt, er lässt sich hier nicht verwenden. Frag dort nach, wenn das ein Irrtum ist.

privacy-song-parts = -# Jeweils mit deiner Nutzer-ID, wer ihn verwenden darf, seiner Signatur, wo und wann du ihn mitgebracht hast.
privacy-rights = • Dass du gesagt hast, dass du teilen darfst, was du mitbringst ({ $day })
privacy-reports = • Videos, die du gemeldet hast: **{ $count }**
privacy-takedowns = • Songs von dir, die von der Moderation gesperrt wurden: **{ $count }**
privacy-question-rights = • Gelöscht: dass du teilen darfst, was du mitbringst, und deine Nutzer-ID bei Meldungen und gesperrten Songs.

reason-taken-down = Die Moderation dieses Servers hat diesen Song gesperrt.
menu-report = Dieses Video melden
report-question = Was stimmt mit diesem Video nicht? Die Moderation bekommt einen Link zu dieser Nachricht und sieht, dass die Meldung von dir ist.
takedown-question = Das hier sperren? Der Song lässt sich auf diesem Server nicht mehr verwenden, was in Arbeit ist, wird abgebrochen, und alle seine Videos werden hier gelöscht. `/videos restore` nimmt das { $days } Tage lang zurück; gelöschte Nachrichten kommen nicht wieder. Warum:
report-placeholder = Grund wählen
report-reason-rights = sie dürfen ihn nicht teilen
report-reason-content = es ist anstößig oder hier unerwünscht
report-reason-other = etwas anderes
report-sent = 🚩 Die Moderation ist benachrichtigt. Danke.
error-report-twice = Das hast du schon gemeldet: Die Moderation hat noch nicht entschieden.
error-report-nowhere = Von hier aus kann niemand benachrichtigt werden: Dieser Server hat dafür keinen Kanal festgelegt. Schreib jemandem, der diesen Server verwalten darf; mit demselben Menü lässt sich das Video sperren.
error-report-nothing = Diese Nachricht bringt kein Video dieses Bots. Öffne das Menü der Nachricht mit dem Video.
notice-report = 🚩 { $member } hat in { $channel } ein Video gemeldet: { $link }
    Grund: { $reason }. *Sperren* verhindert, dass der Song hier verwendet wird, und löscht alle seine Videos auf diesem Server.
button-takedown = Sperren
button-leave = So lassen
report-taken-down = 🗑️ { $member } hat das gesperrt.
report-left = ✔️ { $member } hat das so gelassen.
takedown-done = 🗑️ **{ $title }** ist gesperrt: Niemand hier kann es mehr verwenden, und die Videos werden gerade gelöscht. `/videos restore` nimmt das { $days } Tage lang zurück.
takedown-untitled = dieser Song
error-taken-down-already = Das ist schon gesperrt.
error-report-decided = Darüber ist schon entschieden.

command-videos-taken-down = Sehen, was die Moderation hier gesperrt hat, wann und warum (für die Moderation)
command-videos-restore = Einen gesperrten Song wieder freigeben (für die Moderation)
command-videos-restore-song = Der Song: Titel tippen und wählen
takedown-title = Was hier gesperrt wurde
takedown-empty = Hier wurde nichts gesperrt.
takedown-line = **{ $title }**: { $reason } · { $member }, { $day }
takedown-owner = -# mitgebracht von { $member }
takedown-undone = -# zurückgenommen von { $member }, { $day }
takedown-somebody = jemand
restore-done = ✔️ **{ $title }** lässt sich hier wieder verwenden. Gelöschte Nachrichten kommen nicht zurück: Frag das Video mit `/musicvideo` an.
error-restore-unknown = Dazu passt hier kein gesperrter Song, oder er wurde vor mehr als { $days } Tagen gesperrt. Wähle einen aus der Liste, die beim Tippen erscheint.

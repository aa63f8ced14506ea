# Die Karte von /videos queue: was auf einem Server gemacht wird und wartet, und was die Moderation damit
# tun kann. Wörter wie im Kopf von bot.ftl. { $when } ist Discords eigene Zeitangabe.
command-videos-queue = Was auf diesem Server gerade gemacht wird, was wartet und wann es fertig ist

queue-title = Videos in Arbeit auf diesem Server
queue-none = Gerade ist nichts in Arbeit.
queue-counts = 🎬 in Arbeit: { $made } · ⏳ wartet: { $waiting }
queue-paused = ⏸️ **Angehalten** von der Moderation { $when }. Was schon entsteht, wird fertig; alles andere wartet, auch neue Anfragen, und geht weiter, wenn die Moderation fortsetzt.
queue-own = Deine
queue-others = Andere
queue-more = und { $count } weitere
queue-clear-question = { $count ->
        [one] Ein Video, das wartet oder entsteht, wird abgebrochen. Das Mitglied erfährt davon,
       *[other] { $count } Videos, die warten oder entstehen, werden abgebrochen. Jedes Mitglied erfährt davon,
    } und es wird nichts berechnet. Warteschlange leeren?
queue-clear-question-free = { $count ->
        [one] Ein Video, das wartet oder entsteht, wird abgebrochen. Das Mitglied erfährt davon.
       *[other] { $count } Videos, die warten oder entstehen, werden abgebrochen. Jedes Mitglied erfährt davon.
    } Warteschlange leeren?
queue-clear-kept = { $count ->
        [one] Ein Video bleibt: Der Videodienst hat es schon und berechnet es.
       *[other] { $count } Videos bleiben: Der Videodienst hat sie schon und berechnet sie.
    }
queue-clear-nothing = Es wartet nichts, und nichts ist in Arbeit.
queue-cleared = { $count ->
        [one] Erledigt: Ein Video ist abgebrochen, und das Mitglied erfährt davon.
       *[other] Erledigt: { $count } Videos sind abgebrochen, und die Mitglieder erfahren davon.
    }
queue-kept = Es wurde nichts geändert.

button-queue-show = Aktualisieren
button-queue-pause = Anhalten
button-queue-resume = Fortsetzen
button-queue-clear = Leeren …
button-queue-clear-now = Warteschlange leeren
button-queue-keep = So lassen

# Texte der Statusnachricht über die einfachen Zustände in bot.ftl hinaus; Wörter wie dort im Kopf.
#   place = Platz (in der Warteschlange des Studios, ab 1) · typical = so lange dauert es sonst hier
# { $when } und { $deadline } sind Discords eigene Zeitangaben: »vor 2 Minuten«, »in 5 Minuten«.
status-place = ⏳ **Platz { $place }** in der Warteschlange des Studios. Das Video wird hier gepostet.
status-turn = ⏳ **Platz { $place }** in der Warteschlange. Das Video wird hier gepostet.
status-paused = ⏸️ **Angehalten.** Die Moderation hat die Videos dieses Servers angehalten. Deins behält seinen Platz und wird gemacht und hier gepostet, sobald es weitergeht.
status-asked = Angefragt { $when }
status-begun = Begonnen { $when }
status-seen = Stand: { $when }
status-typical = dauert sonst etwa { $typical }
status-expected = dauert etwa { $typical }
status-ready-in = fertig in etwa { $time }
status-overdue = ⏰ Das dauert länger als sonst (etwa { $typical }). Du musst nichts tun: Das Ergebnis steht spätestens { $deadline } hier.
# Was die Übergabe vorerst aufhält
status-again-maintenance = 🔧 Der Videodienst wird gerade gewartet. Der Bot versucht es von selbst weiter; spätestens { $deadline } erfährst du hier mehr.
status-again-too-often = 🚦 Der Videodienst ist ausgelastet. Der Bot versucht es von selbst weiter; spätestens { $deadline } erfährst du hier mehr.
status-again-unreachable = 📡 Der Videodienst ist gerade nicht erreichbar. Der Bot versucht es von selbst weiter; spätestens { $deadline } erfährst du hier mehr.
status-again-timed-out = 📡 Der Videodienst hat noch nichts bestätigt. Der Bot klärt das von selbst, ohne doppelt zu zahlen; spätestens { $deadline } erfährst du hier mehr.
status-again-already-exists = 🔎 Der Videodienst sagt, dass es dieses Video schon gibt. Der Bot sucht danach; spätestens { $deadline } erfährst du hier mehr.
status-posting-again = 📬 **Das Ergebnis ist da**, ließ sich hier aber noch nicht posten. Der Bot versucht es von selbst weiter.
status-existing = Das Video gab es schon, daher mit Signatur und Wasserzeichen von damals.
status-existing-plain = Das Video gab es schon, ohne Signatur und Wasserzeichen.
status-refitting = Das Video war größer, als Discord hier annimmt; es entsteht noch einmal, nur kleiner.
status-deleted = 🗑️ **Gelöscht** { $when }.
status-late-unposted = ✅ **Doch noch fertig.** Drück auf den Knopf, damit es hier gepostet wird.
button-post = Hier posten

# /settings log und die Nachricht an die Moderation: wer was geändert hat. Wörter wie im Kopf von bot.ftl.
# { $old } und { $new } sind Werte: ein Kanal, eine Zahl, ein Text in Anführungszeichen.
command-settings-log = Wer wann welche Einstellungen geändert hat

log-title = Wer was geändert hat
log-none = Bisher wurde nichts geändert.
log-kept = Wird { $days ->
        [one] einen Tag
       *[other] { $days } Tage
    } aufbewahrt.
log-nobody = jemand, dessen Daten gelöscht wurden
log-line = { $member }: { $what }
log-changed = **{ $name }**: { $old } → { $new }
log-changed-in = **{ $name }** in { $channel }: { $old } → { $new }
log-changed-for = **{ $name }** für { $role }: { $old } → { $new }
log-role-added = { $subject } darf Videos anfragen
log-role-removed = { $subject } ist nicht mehr auf der Liste der Rollen
log-channel-added = in { $subject } darf man Videos anfragen
log-channel-removed = { $subject } ist nicht mehr auf der Liste der Kanäle
log-member-added = { $subject } ist gesperrt
log-member-removed = { $subject } ist nicht mehr gesperrt
log-word-added = ||{ $word }|| ist gesperrt
log-word-removed = ||{ $word }|| ist nicht mehr gesperrt
log-queue-paused = die Warteschlange ist angehalten
log-queue-resumed = die Warteschlange geht weiter
log-queue-cleared = die Warteschlange wurde geleert (Anfragen: { $count })
log-unset = nicht festgelegt
log-on = an
log-off = aus
notice-settings-changed = 🛠️ Einstellungen dieses Servers wurden geändert:

# So heißen die Einstellungen dort.
log-name-language = Sprache öffentlicher Nachrichten
log-name-showcase-channel-id = Schaukanal
log-name-moderators-channel-id = Kanal der Moderation
log-name-keeps-copy = angehängte Kopie
log-name-status-mode = Nachrichten je Video
log-name-max-quality = höchste Qualität der Videos
log-name-other-branding = Videos mit anderem Branding
log-name-unwanted-texts = Videos mit unerwünschten Texten
log-name-open-per-member = Videos eines Mitglieds zugleich
log-name-daily-per-member = Videos eines Mitglieds am Tag
log-name-cooldown-seconds = Pause zwischen zwei Videos
log-name-daily-per-server = Videos des Servers am Tag
log-name-songs-per-member = Songs eines Mitglieds in der Bibliothek
log-name-megabytes-per-member = Platz für die Songs eines Mitglieds, in MB
log-name-unused-days = Tage ohne Anfrage, nach denen Songs hinausgehen
log-name-warn-below-credits = Warnung bei wenig Credits
log-name-author = Signatur
log-name-domain-name = Wasserzeichen
log-name-author-policy = Regel für die Signatur
log-name-domain-name-policy = Regel für das Wasserzeichen
log-name-look = Stil
log-name-shape = Format
log-name-colours = Farben
log-name-font = Schrift
log-name-logo = Logo
log-name-intro = Karte am Anfang
log-name-outro = Karte am Ende
log-name-look-policy = Regel für den Stil
log-name-shape-policy = Regel für das Format
log-name-colours-policy = Regel für die Farben
log-name-font-policy = Regel für die Schrift
log-name-logo-policy = Regel für das Logo
log-name-cards-policy = Regel für die Karten

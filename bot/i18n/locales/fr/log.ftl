# /settings log et l'avis à la modération : qui a changé quoi. Les mots sont ceux de bot.ftl.
# { $old } et { $new } sont des valeurs : un salon, un nombre, un texte entre guillemets.
command-settings-log = Qui a changé quels réglages, et quand

log-title = Qui a changé quoi
log-none = Rien n'a encore été changé.
log-kept = Conservé { $days ->
        [one] un jour
       *[other] { $days } jours
    }.
log-nobody = quelqu'un dont les données ont été supprimées
log-line = { $member } : { $what }
log-changed = **{ $name }** : { $old } → { $new }
log-changed-in = **{ $name }** dans { $channel } : { $old } → { $new }
log-changed-for = **{ $name }** pour { $role } : { $old } → { $new }
log-role-added = { $subject } peut demander des vidéos
log-role-removed = { $subject } n'est plus dans la liste des rôles
log-channel-added = on peut demander des vidéos dans { $subject }
log-channel-removed = { $subject } n'est plus dans la liste des salons
log-member-added = { $subject } est bloqué
log-member-removed = { $subject } n'est plus bloqué
log-word-added = ||{ $word }|| est bloqué
log-word-removed = ||{ $word }|| n'est plus bloqué
log-queue-paused = la file est en pause
log-queue-resumed = la file reprend
log-queue-cleared = la file a été vidée (demandes : { $count })
log-unset = non défini
log-on = oui
log-off = non
notice-settings-changed = 🛠️ Des réglages de ce serveur ont été changés :

# Les noms des réglages.
log-name-language = langue des messages publics
log-name-showcase-channel-id = salon vitrine
log-name-moderators-channel-id = salon de la modération
log-name-keeps-copy = copie jointe
log-name-status-mode = messages par vidéo
log-name-max-quality = meilleure qualité des vidéos
log-name-other-branding = vidéos avec un autre habillage
log-name-unwanted-texts = vidéos avec des textes indésirables
log-name-open-per-member = vidéos d'un membre à la fois
log-name-daily-per-member = vidéos d'un membre par jour
log-name-cooldown-seconds = pause entre deux vidéos
log-name-daily-per-server = vidéos du serveur par jour
log-name-songs-per-member = morceaux d'un membre dans la bibliothèque
log-name-megabytes-per-member = place pour les morceaux d'un membre, en Mo
log-name-unused-days = jours sans demande après lesquels les morceaux sortent
log-name-warn-below-credits = alerte de crédits faibles
log-name-author = signature de l'artiste
log-name-domain-name = filigrane
log-name-author-policy = règle de la signature
log-name-domain-name-policy = règle du filigrane
log-name-look = style
log-name-shape = format
log-name-colours = couleurs
log-name-font = police
log-name-logo = logo des vidéos
log-name-intro = première carte
log-name-outro = dernière carte
log-name-look-policy = règle du style
log-name-shape-policy = règle du format
log-name-colours-policy = règle des couleurs
log-name-font-policy = règle de la police
log-name-logo-policy = règle du logo
log-name-cards-policy = règle des cartes

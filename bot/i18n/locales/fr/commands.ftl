# Français : ce que Discord montre pendant qu'on écrit une commande. Vocabulaire de bot.ftl ; noms
# d'options en minuscules, sans espaces.
option-author = signature
option-watermark = filigrane

command-musicvideo = Fais créer le clip d'un morceau généré
command-musicvideo-task-id = Au lieu du morceau : l'identifiant de sa tâche, ou les deux collés
command-musicvideo-audio-id = Quel morceau de la tâche ; laisse vide pour choisir
command-musicvideo-author = Signature sur la pochette (par défaut : celle du serveur)
command-musicvideo-watermark = Filigrane en bas de l'image (par défaut : celui du serveur)

command-branding = Signature, filigrane, logo et style des vidéos de ce serveur
command-branding-show = Montre ce qui est défini pour le serveur ou un salon
command-branding-set = Définit textes, style, format, couleurs, police ou cartons, pour le serveur ou un salon
command-branding-set-author = Signature sur la pochette par défaut ; { "{" }member{ "}" } et { "{" }server{ "}" } deviennent des noms
command-branding-set-watermark = Filigrane en bas par défaut ; { "{" }member{ "}" } et { "{" }server{ "}" } deviennent des noms
command-branding-reset = Supprime ce qui est défini pour le serveur ou un salon

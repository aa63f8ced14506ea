# Français : ce que Discord montre pendant qu'on écrit une commande. Vocabulaire de bot.ftl ; noms
# d'options en minuscules, sans espaces.
option-author = signature
option-watermark = filigrane

command-musicvideo = Fais créer le clip d'un morceau généré
command-musicvideo-task-id = Au lieu du morceau : l'identifiant de sa tâche, ou les deux collés
command-musicvideo-audio-id = Quel morceau de la tâche ; laisse vide pour choisir
command-musicvideo-author = Signature sur la pochette (par défaut : celle du serveur)
command-musicvideo-watermark = Filigrane en bas de l'image (par défaut : celui du serveur)

command-branding = Signature, filigrane et style des vidéos de ce serveur
command-branding-show = Affiche la signature et le filigrane du serveur ou d'un salon
command-branding-set = Définis signature, filigrane, style ou format, pour le serveur ou un salon
command-branding-set-author = Signature sur la pochette quand un membre n'en donne pas
command-branding-set-watermark = Filigrane en bas de l'image quand un membre n'en donne pas
command-branding-reset = Supprime ce qui est défini pour le serveur ou un salon

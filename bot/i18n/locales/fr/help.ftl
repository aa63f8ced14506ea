# Français : l'accueil et /help. Les mots sont ceux de bot.ftl.

# The welcome, when the bot comes into a server: to who brought it, else in the system channel
welcome-direct = 👋 Merci de m'avoir ajouté à **{ $server }**. Je fais des clips à partir des morceaux de tes membres. Pour commencer :
welcome-public = 👋 Bonjour ! Je fais des clips à partir de vos morceaux. Pour celles et ceux qui gèrent ce serveur :
welcome-channels = 1. `/settings channels` choisit où l'on peut faire des vidéos. Sans choix : partout.
welcome-branding = 2. `/branding set` met le nom de ton serveur sur les vidéos.
welcome-first = 3. `/musicvideo` fait la première vidéo.
welcome-help = `/help` montre tout en images.

# /help: three steps with a picture each, and a card for moderators
command-help = Comment faire un clip, en trois images
help-ask = **1. Choisis un morceau.** Tape `/musicvideo` et les premières lettres de son titre, puis choisis-le dans la liste.
help-bring-file = Il n'est pas dans la liste ? Apporte le fichier avec `/track add`.
help-bring-id = Il n'est pas dans la liste ? Colle son identifiant dans `task_id`, tel que le service de musique l'affiche.
help-video = **2. La vidéo arrive dans ce salon.** Elle montre le titre (1), la signature de l'artiste sur la pochette (2, option `signature`) et le filigrane (3, option `filigrane`).
help-list = **3. Toutes tes vidéos :** `/videos list`. Chacune peut être publiée à nouveau, annulée ou supprimée. `/privacy show` dit ce que le bot garde sur toi.
help-moderators = **Tu gères ce serveur.** `/settings show` montre tous les réglages. `/settings channels`, `roles` et `limits` disent qui peut faire combien de vidéos, et où. `/branding set` y met la signature et le filigrane de ton serveur, `/branding preview` montre le résultat. `/settings showcase` montre les vidéos terminées dans un salon à part, `/settings messages` garde les salons courts.

# Une vidéo dont l'habillage n'est pas celui demandé ou imposé ici ; mots de l'en-tête de bot.ftl.
#   variant = vidéo avec l'habillage imposé par un serveur (le mot n'est jamais affiché)
result-other-branding = elle existait déjà, avec une autre signature ou un autre filigrane que ceux de ce serveur
result-shared = quelqu'un d'autre l'a demandée avant, elle porte donc sa signature et son filigrane
status-other-branding = La vidéo existait déjà, avec une autre signature ou un autre filigrane que ceux de ce serveur.
reason-foreign-branding = Ce morceau a déjà une vidéo, peut-être avec une autre signature ou un autre filigrane que ceux fixés par la modération de ce serveur. Elle ne souhaite pas de telles vidéos ici ; rien de plus n'a été facturé. Elle peut les autoriser dans les paramètres du bot.
error-other-branding-video = Ce morceau a déjà une vidéo, avec une autre signature ou un autre filigrane que ceux fixés par la modération de ce serveur. Elle ne souhaite pas de telles vidéos ici, donc rien n'a été lancé. Demande à la modération de les autoriser dans les paramètres du bot.
error-other-branding-repost = Cette vidéo porte une autre signature ou un autre filigrane que ceux fixés par la modération de ce serveur ; elle n'est donc pas republiée ici. Demande le morceau avec `/musicvideo` : si possible, sa vidéo sera recréée avec l'habillage de ce serveur.
reason-unwanted-text = Son titre, sa signature, son filigrane ou ses paroles contiennent quelque chose que la modération de ce serveur ne veut pas afficher ici. Rien de plus n'a été facturé. Là où le bot fait lui-même les vidéos, un nouvel essai en crée une sans cela.
error-unwanted-video = Ce morceau a déjà une vidéo, et sa signature ou son filigrane contient un mot, un lien ou une invitation que ce serveur ne veut pas. Rien n'a donc été lancé. La modération peut autoriser, dans les paramètres du bot, que de telles vidéos soient publiées sans le mentionner.
error-unwanted-repost = La signature ou le filigrane de cette vidéo contient un mot, un lien ou une invitation que ce serveur ne veut pas ; elle n'est donc pas republiée ici. Demande le morceau avec `/musicvideo` : si possible, sa vidéo sera recréée sans cela.
error-unwanted-title = Le titre de ce morceau contient un mot, un lien ou une invitation que ce serveur ne veut pas ; rien n'a donc été lancé.
error-unwanted-artist = Le nom d'artiste de ce morceau contient un mot, un lien ou une invitation que ce serveur ne veut pas ; rien n'a donc été lancé.
answer-lyrics-left-out = Un mot des paroles de ce morceau est sur la liste de blocage de ce serveur : ta vidéo vient donc sans paroles.
answer-quality-lowered = La modération permet ici des vidéos jusqu'à { $quality } : la tienne a donc cette qualité.
answer-quality-usual = La modération ne permet ici pas mieux que la qualité habituelle : ta vidéo a donc celle-ci. Elle peut changer cela avec `/settings quality`.
settings-quality = Les membres peuvent choisir pour leurs vidéos une qualité jusqu'à { $quality }.
settings-quality-own = Les membres ne choisissent pas la qualité : toutes les vidéos sont en { $quality }.
error-quality-not-here = L'hébergeur du bot ne permet ici que : { $qualities }.
command-settings-quality = Quelle qualité les membres peuvent choisir pour leurs vidéos
command-settings-quality-most = La meilleure : pixels et images par seconde
result-lyrics-left-out = sans paroles, car l'un des mots est sur la liste de blocage de ce serveur
status-lyrics-left-out = Un mot des paroles est sur la liste de blocage de ce serveur : la vidéo est refaite sans paroles.

# Where the bot's own studio makes the videos: nothing costs anything there, so nothing is said of it
reason-unwanted-text-free = Son titre, sa signature, son filigrane ou ses paroles contiennent quelque chose que la modération de ce serveur ne veut pas afficher ici. Un nouvel essai crée une vidéo sans cela.
reason-cancelled-free = La demande a été annulée avant d'arriver au studio.
reason-maintenance-free = Le studio est resté trop longtemps indisponible. Réessaie plus tard.
reason-too-often-free = Le studio est resté trop longtemps surchargé. Réessaie plus tard.
reason-unreachable-free = Le studio était injoignable. Réessaie plus tard.
reason-unanswered-free = Le studio n'a pas répondu. Si la vidéo arrive quand même, elle sera publiée ici.

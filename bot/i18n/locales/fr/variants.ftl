# Une vidéo dont l'habillage n'est pas celui demandé ou imposé ici ; mots de l'en-tête de bot.ftl.
#   variant = vidéo avec l'habillage imposé par un serveur (le mot n'est jamais affiché)
result-other-branding = elle existait déjà, avec une autre signature ou un autre filigrane que ceux de ce serveur
result-shared = quelqu'un d'autre l'a demandée avant, elle porte donc sa signature et son filigrane
status-other-branding = La vidéo existait déjà, avec une autre signature ou un autre filigrane que ceux de ce serveur.
reason-foreign-branding = Ce morceau a déjà une vidéo, peut-être avec une autre signature ou un autre filigrane que ceux fixés par la modération de ce serveur. Elle ne souhaite pas de telles vidéos ici ; rien de plus n'a été facturé. Elle peut les autoriser dans les paramètres du bot.
error-other-branding-video = Ce morceau a déjà une vidéo, avec une autre signature ou un autre filigrane que ceux fixés par la modération de ce serveur. Elle ne souhaite pas de telles vidéos ici, donc rien n'a été lancé. Demande à la modération de les autoriser dans les paramètres du bot.
error-other-branding-repost = Cette vidéo porte une autre signature ou un autre filigrane que ceux fixés par la modération de ce serveur ; elle n'est donc pas republiée ici. Demande le morceau avec `/musicvideo` : si possible, sa vidéo sera recréée avec l'habillage de ce serveur.

# Français : pourquoi les règles d'un serveur s'opposent à une demande. Les mots sont ceux de l'en-tête
# de bot.ftl ; et : limit = limite · block list = liste de blocage · locked = imposé

error-blocked = La modération de ce serveur a bloqué tes demandes : tu ne peux pas demander de vidéo. Adresse-toi à elle si c'est une erreur.
error-wrong-channel = On ne peut pas demander de vidéo dans ce salon. Demande plutôt ici : { $channels }.
error-role-missing = Ici, seuls les membres ayant l'un de ces rôles peuvent demander des vidéos : { $roles }.
error-word-in-author = Ta signature contient un mot de la liste de blocage de ce serveur. Écris-en une autre ou enlève `signature`.
error-word-in-domain-name = Ton filigrane contient un mot de la liste de blocage de ce serveur. Écris-en un autre ou enlève `filigrane`.
error-word-in-title = Le titre du morceau contient un mot de la liste de blocage de ce serveur, et il figurerait sur la vidéo. Apporte de nouveau le morceau avec un autre `titre`.
error-word-in-artist = Le nom de l'artiste contient un mot de la liste de blocage de ce serveur, et il figurerait sur la vidéo. Apporte de nouveau le morceau avec un autre `artiste`.
error-word-in-lyrics = Les paroles contiennent un mot de la liste de blocage de ce serveur, et elles figureraient sur la vidéo. Apporte de nouveau le morceau avec d'autres `paroles`, ou sans.
error-advert-in-title = Le titre du morceau contient un lien ou une invitation, et il figurerait sur la vidéo. Apporte de nouveau le morceau avec un autre `titre`.
error-advert-in-artist = Le nom de l'artiste contient un lien ou une invitation, et il figurerait sur la vidéo. Apporte de nouveau le morceau avec un autre `artiste`.
error-advert-in-lyrics = Les paroles contiennent un lien ou une invitation, et elles figureraient sur la vidéo. Apporte de nouveau le morceau avec d'autres `paroles`, ou sans.
error-member-quota = Tu as lancé autant de vidéos qu'un membre peut en lancer ici en 24 heures : { $most }. Tu pourras lancer la prochaine { $again }. Les vidéos qui existent déjà restent disponibles à tout moment.
error-server-quota = Ce serveur a lancé autant de vidéos qu'il peut en lancer en 24 heures : { $most }. La prochaine pourra être lancée { $again }. Les vidéos qui existent déjà restent disponibles à tout moment.
error-host-quota = Le bot a lancé autant de vidéos que son responsable en autorise en 24 heures pour tous les serveurs ensemble : { $most }. La prochaine pourra être lancée { $again }. Les vidéos qui existent déjà restent disponibles à tout moment.
error-cooling-down = Tu viens de lancer une vidéo. Tu pourras lancer la prochaine { $again }.

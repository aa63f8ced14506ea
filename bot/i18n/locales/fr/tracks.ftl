# Français : les morceaux que les membres apportent avec /track. Termes comme dans bot.ftl ;
# library = bibliothèque. Noms d'options en minuscules et sans espaces.
option-file = fichier
option-title = titre
option-artist = artiste
option-cover = pochette
option-track = morceau

command-track = Les morceaux que ce serveur apporte lui-même
command-track-add = Apporter un morceau, pour en faire faire le clip
command-track-add-file = Le morceau : MP3, M4A, WAV, FLAC, OGG ou semblable
command-track-add-title = Son titre (sinon, celui qu'indique le fichier)
command-track-add-artist = Qui l'a fait (sinon, ce qu'indique le fichier)
command-track-add-cover = Une image pour la pochette : JPEG, PNG, WebP, GIF ou BMP
command-track-list = Afficher les morceaux que l'on peut choisir ici
command-track-remove = Retirer un morceau que tu as apporté ; la modération, tous ceux du serveur
command-track-remove-track = Le morceau : écris son titre et choisis

track-added = 🎵 { $song }
    Il est maintenant dans la bibliothèque de ce serveur : `/musicvideo` le propose à tout le monde ici, et tu peux faire faire son clip tout de suite.
button-make = Faire son clip
track-list-title = Morceaux de ce serveur
track-list-empty = Il n'y a pas encore de morceau. Apportes-en un avec `/track add`.
track-list-page = Page { $page } sur { $pages }
track-take = prise { $take }
track-from-host = pour tous les serveurs
track-from-member = de { $member }, { $day }
track-from-nobody = du { $day }
button-page-previous = Précédent
button-page-next = Suivant
track-removed = **{ $title }** est retiré. Les vidéos déjà faites restent.

error-track-no-audio = Ce fichier ne se lit pas comme un fichier audio. Sont acceptés : { $formats }.
error-track-empty = Ce fichier est vide. Joins le morceau à nouveau.
error-track-broken = Ce morceau s'arrête en plein milieu : il manque une partie du fichier. Joins-le à nouveau, en entier.
error-track-too-short = Ce morceau dure moins d'une seconde. Joins-en un plus long.
error-track-too-long = Ce morceau est trop long : la limite est de { $limit } min.
error-track-too-big = Ce fichier est trop lourd : la limite est de { $limit } Mo. Joins-en un plus petit, par exemple en MP3.
error-track-cover-too-big = La pochette est trop lourde : la limite est de { $limit } Mo. Joins une image plus petite.
error-track-no-picture = La pochette ne se lit pas comme une image. Joins une image JPEG, PNG, WebP, GIF ou BMP, ou n'en mets pas.
error-track-not-fetched = Le fichier n'a pas pu être récupéré chez Discord. Joins-le à nouveau dans une minute.
error-track-server-full = Ce serveur a apporté autant de morceaux qu'il peut en avoir : { $limit }. Retires-en avec `/track remove`, ou demande à la modération de le faire.
error-track-server-bytes-full = Les morceaux de ce serveur occupent toute la place qu'ils peuvent : { $limit } Mo. Retires-en avec `/track remove`, ou demande à la modération de le faire.
error-track-member-bytes-full = Tes morceaux occupent toute la place que ceux d'un membre peuvent prendre, tous serveurs confondus : { $limit } Mo. Retires-en avec `/track remove`.
error-track-disk-full = Le disque du studio est plein : aucun morceau ne peut être accepté pour l'instant. Préviens la personne responsable du bot, qui doit faire de la place ; ce qui est déjà là reste.
error-track-not-taken = Le morceau n'a pas été accepté. Réessaie en donnant un titre ; si cela persiste, préviens la personne responsable du bot.
error-track-silent = Le studio ne répond pas en ce moment. Regarde dans une minute avec `/track list`, puis réessaie ; si cela persiste, préviens la personne responsable du bot.
error-track-adding = Ton dernier morceau est encore en cours d'examen. Attends que ce soit fini, puis apporte le suivant.
error-track-unknown = Il n'y a pas de tel morceau sur ce serveur. Choisis-le dans la liste qui apparaît pendant que tu écris.
error-track-several = Plusieurs morceaux portent ce nom. Choisis le tien dans la liste qui apparaît pendant que tu écris.
error-track-not-yours = Quelqu'un d'autre a apporté ce morceau : seules cette personne et la modération peuvent le retirer.
error-track-of-host = Le responsable du bot a mis ce morceau à disposition de tous les serveurs ; lui seul peut le retirer.
error-track-in-work = Le studio fait encore une vidéo de **{ $title }**, et la termine même si elle a été annulée. Le morceau pourra être retiré ensuite : réessaie dans quelques minutes.
error-track-not-your-button = Ce bouton est réservé au membre qui a apporté le morceau. Indique plutôt le morceau dans `/musicvideo`.
error-track-gone = Ce morceau n'est pas, ou plus, dans la bibliothèque de ce serveur. Choisis-en un dans la liste qui apparaît pendant que tu écris.
error-no-song = Aucun morceau d'ici ne correspond à « { $text } ». Choisis-en un dans la liste qui apparaît pendant que tu écris, ou apporte le tien avec `/track add`.
error-songs-unasked = Impossible de demander au studio quels morceaux il y a. Réessaie dans une minute ; si cela persiste, préviens la personne responsable du bot.

# La page qui lit une vidéo, pour qui en a le lien.

page-untitled = Clip
page-download = Télécharger
page-ends = jusqu'au { $day }
page-unknown-title = Il n'y a pas de vidéo ici
page-unknown = L'adresse est fausse ou la vidéo a été supprimée.
page-ended-title = Cette vidéo n'est plus là
page-ended = Elle n'était gardée que quelques jours, ou elle a été retirée. Là où elle a été publiée sur Discord, il est indiqué si on peut la refaire.
button-page = Ouvrir la page

button-files = Fichiers
files-here = L'affiche de la vidéo et sa description, à coller là où tu la publies.
files-lyrics = L'affiche de la vidéo, sa description à coller là où tu la publies, et ses paroles minutées.
error-files-gone = Les fichiers de cette vidéo n'existent plus : son lien a expiré. Fais-la refaire.
files-poster = L'affiche de la vidéo. Sa description et ses paroles ne sont pas données ici : quelque chose dedans n'est pas souhaité sur ce serveur.
button-lrc = Paroles
lrc-here = Les paroles minutées de la vidéo, dans un fichier `.lrc`.
error-lrc-none = Cette vidéo n'a pas de paroles.
error-lrc-unwanted = Un mot des paroles de cette vidéo est sur la liste de blocage de ce serveur : elles ne sont donc pas données ici.

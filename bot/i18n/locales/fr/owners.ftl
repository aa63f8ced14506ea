# Français : à qui est un morceau, qui peut l'utiliser, et ce qui suit un signalement. Termes comme dans
# bot.ftl ; et : report = signaler · take down = retirer
option-use = usage
option-signature = signature
option-signed-by = signé_par

command-track-add-use = Qui peut en faire faire des clips (sinon : tout le monde ici)
command-track-edit = Choisir qui peut utiliser un de tes morceaux, et sa signature ; la modération, tous ceux du serveur
command-track-edit-track = Le morceau : écris son titre et choisis
command-track-edit-signature = Le nom que portent ses clips
command-track-edit-signed-by = Si d'autres peuvent mettre leur propre nom sur ses clips
choice-use-everyone = tout le monde ici
choice-use-moderators = la modération et moi
choice-use-owner = moi seulement
choice-signed-by-owner = seulement par son propriétaire et la modération
choice-signed-by-anyone = par tous ceux qui peuvent l'utiliser

track-rights-question = Avant ton premier morceau : **as-tu le droit de partager ce que tu apportes ?** Tu l'as fait, ou qui l'a fait te laisse le partager ici. On ne te le demande qu'une fois ; la modération peut retirer ce qui ne l'est pas.
button-rights = Oui, j'ai le droit de le partager
track-rights-confirmed = ✔️ Merci. On regarde ton morceau…
track-rights-again = ✔️ Merci, c'est noté. Le morceau, lui, a attendu trop longtemps : relance `/track add`.
track-added-signature = Ses clips portent la signature **{ $text }**.
track-added-for-everyone = Tout le monde ici peut l'utiliser avec `/musicvideo`. `/track edit` change cela.
track-added-for-moderators = Seules la modération et toi pouvez l'utiliser avec `/musicvideo`. `/track edit` change cela.
track-added-for-owner = Toi seul peux l'utiliser avec `/musicvideo`. `/track edit` change cela.
track-edited = ✔️ Pour **{ $title }**, ceci vaut désormais :
track-for-everyone = pour tout le monde ici
track-for-moderators = pour son propriétaire et la modération
track-for-owner = pour son propriétaire seulement
track-signature = signature : **{ $text }**
track-signature-server = signature : celle que ce serveur a choisie
track-signed-by-owner = seuls son propriétaire et la modération peuvent en mettre une autre
track-signed-by-anyone = tous ceux qui peuvent l'utiliser peuvent en mettre une autre

error-track-for-owner = { $member } a apporté ce morceau et le garde pour soi. Demande-lui, ou choisis-en un autre.
error-track-for-moderators = { $member } a apporté ce morceau : seuls ce membre et la modération peuvent l'utiliser. Demande-lui, ou choisis-en un autre.
error-signature-is = Ce morceau est de { $member }, et ses clips portent la signature **{ $text }**. Seuls son propriétaire et la modération peuvent en mettre une autre : redemande sans signature.
error-signature-not-yours = Ce morceau est de { $member } : seuls ce membre et la modération peuvent signer ses clips. Redemande sans signature.
error-signature-repost = Ce clip porte une autre signature que celle de { $member }, à qui est le morceau. Fais-le refaire avec `/musicvideo`.
error-track-taken-down = La modération de ce serveur a retiré ce morceau : il ne peut pas être utilisé ici. Demande-lui si c'est une erreur.

privacy-song-parts = -# Chacun avec ton identifiant, qui peut l'utiliser, sa signature, où et quand tu l'as apporté.
privacy-rights = • Que tu as dit avoir le droit de partager ce que tu apportes ({ $day })
privacy-reports = • Vidéos que tu as signalées : **{ $count }**
privacy-takedowns = • Morceaux à toi que la modération a retirés : **{ $count }**
privacy-question-rights = • Effacé : que tu as dit avoir le droit de partager ce que tu apportes, et ton identifiant à côté des signalements et des morceaux retirés.

reason-taken-down = La modération de ce serveur a retiré ce morceau.
menu-report = Signaler cette vidéo
report-question = Qu'est-ce qui ne va pas avec cette vidéo ? La modération reçoit un lien vers ce message et voit que c'est toi qui la signales.
takedown-question = Retirer ceci ? Le morceau ne pourra plus être utilisé sur ce serveur, ce qui est en route est annulé et toutes ses vidéos sont supprimées ici. `/videos restore` l'annule pendant { $days } jours ; les messages supprimés ne reviennent pas. Pourquoi :
report-placeholder = Choisis une raison
report-reason-rights = pas le droit de le partager
report-reason-content = c'est offensant ou indésirable ici
report-reason-other = autre chose
report-sent = 🚩 La modération est prévenue. Merci.
error-report-twice = Tu l'as déjà signalé : la modération n'a pas encore décidé.
error-report-nowhere = Personne ne peut être prévenu d'ici : ce serveur n'a pas choisi de salon pour cela. Écris à quelqu'un qui peut gérer ce serveur ; avec ce même menu, il peut retirer la vidéo.
error-report-nothing = Ce message n'apporte aucune vidéo de ce bot. Utilise le menu du message qui a la vidéo.
notice-report = 🚩 { $member } a signalé une vidéo dans { $channel } : { $link }
    Raison : { $reason }. *Retirer* empêche que le morceau soit utilisé ici et supprime toutes ses vidéos sur ce serveur.
button-takedown = Retirer
button-leave = Laisser
report-taken-down = 🗑️ { $member } l'a retirée.
report-left = ✔️ { $member } l'a laissée telle quelle.
takedown-done = 🗑️ **{ $title }** est retiré : personne ici ne peut plus l'utiliser, et ses vidéos sont en train d'être supprimées. `/videos restore` l'annule pendant { $days } jours.
takedown-untitled = ce morceau
error-taken-down-already = Cela a déjà été retiré.
error-report-decided = La modération a déjà décidé.

command-videos-taken-down = Voir ce que la modération a retiré ici, quand et pourquoi (pour la modération)
command-videos-restore = Permettre à nouveau un morceau retiré (pour la modération)
command-videos-restore-song = Le morceau : écris son titre et choisis
takedown-title = Ce qui a été retiré ici
takedown-empty = Rien n'a été retiré ici.
takedown-line = **{ $title }** · { $reason } · par { $member }, { $day }
takedown-owner = -# apporté par { $member }
takedown-undone = -# annulé par { $member }, { $day }
takedown-somebody = quelqu'un
restore-done = ✔️ **{ $title }** peut de nouveau être utilisé ici. Les messages supprimés ne reviennent pas : demande la vidéo avec `/musicvideo`.
error-restore-unknown = Aucun morceau retiré ici n'y correspond, ou il a été retiré il y a plus de { $days } jours. Choisis-en un dans la liste qui apparaît pendant que tu écris.

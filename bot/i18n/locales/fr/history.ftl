# L'historique : ce qui a été demandé et ce qu'on peut encore en faire. Les mots sont ceux de
# bot.ftl. Et toujours : post again = republier (la vidéo existante, sans frais) · make anew =
# refaire (une nouvelle vidéo, facturée). Espace insécable avant : ; ! ?

option-video = vidéo
option-member = membre
option-everyone = tous
option-status-message = message_état

command-videos = Les vidéos demandées sur ce serveur : voir, republier, annuler, supprimer
command-videos-list = Tes vidéos sur ce serveur, les plus récentes d'abord
command-videos-list-member = De qui voir les vidéos (modération seulement)
command-videos-list-everyone = Les vidéos de tout le monde (modération seulement)
command-videos-status = Où en est une vidéo
command-videos-repost = Publie à nouveau une vidéo terminée dans ce salon
command-videos-cancel = Annule une vidéo qui est encore en cours
command-videos-delete = Supprime une vidéo publiée de son salon
command-videos-delete-status = Supprimer aussi le message qui montrait son état (par défaut : non)
command-videos-video = Écris une partie du titre et choisis

# Dans le menu d'un message, sous « Applications » : 32 caractères au plus.
menu-musicvideo = Créer un clip

history-title = Tes vidéos sur ce serveur
history-title-everyone = Toutes les vidéos de ce serveur
history-title-member = Les vidéos d'un membre
history-none = Il n'y en a pas encore. `/musicvideo` fait créer la première.
history-asked = demandée { $when } dans { $channel }
history-asked-by = demandée { $when } dans { $channel } par { $member }
history-requested = Demandée
history-link = Lien
history-queued = ⏳ en attente
history-place = ⏳ place { $place } dans la file d'attente du studio
history-turn = ⏳ place { $place } dans la file d'attente
history-paused = ⏸️ en attente : la modération a mis la file en pause
history-submitting = ⏳ en cours de transmission au service vidéo
history-rendering = 🎬 en cours de création
history-posting = 📬 terminée, en route vers son salon
history-posted = ✅ publiée : { $link }
history-posted-direct = ✅ envoyée en message privé. { $why }
history-posted-parent = ✅ publiée en dehors de son fil : { $link }. { $why }
history-deleted = 🗑️ publiée, puis supprimée { $when }
history-failed = ❌ pas créée. { $reason }
history-unknown = ❔ résultat inconnu. { $reason }
history-cancelled = 🚫 annulée ; rien n'a été facturé
history-cancelled-free = 🚫 annulée
history-cancelled-late = 🚫 annulée après sa transmission ; elle a peut-être été facturée
history-undeliverable = 📪 terminée, mais pas publiée. { $reason }
history-ends = lien jusqu'au { $day }
history-ends-soon = ⚠️ le lien expire { $when } ; enregistre la vidéo avant
history-ended = le lien n'est plus valable ; republie-la pour voir si la vidéo existe encore
history-ends-copy = lien jusqu'au { $day }, la copie reste
history-ended-copy = le lien n'est plus valable ; la copie jointe au message reste
history-end-unknown = on ne sait pas jusqu'à quand le lien est valable
history-choose-placeholder = Regarde l'une d'elles de plus près

button-repost = Republier
button-anew = Refaire
button-newer = Plus récentes
button-older = Plus anciennes

# Le résultat, quand il est republié.
result-again = 🎬 { $member } republie ce clip : **{ $title }**
result-again-unnamed = 🎬 { $member } republie ce clip.

answer-posting-again = La vidéo est publiée ici dans un instant.
answer-video-gone = Le lien de cette vidéo n'est plus valable, et le service vidéo n'a plus la vidéo. Tu peux la faire refaire ; elle sera facturée comme une nouvelle vidéo.
answer-video-gone-free = Le lien de cette vidéo n'est plus valable, et le service vidéo n'a plus la vidéo. Tu peux la faire refaire.
answer-video-copied = Le lien de cette vidéo n'est plus valable, et le service vidéo n'a plus la vidéo, mais une copie est encore jointe au message qui l'a apportée : { $link }. Tu peux aussi la faire refaire ; elle sera facturée comme une nouvelle vidéo.
answer-video-copied-free = Le lien de cette vidéo n'est plus valable, et le service vidéo n'a plus la vidéo, mais une copie est encore jointe au message qui l'a apportée : { $link }. Tu peux aussi la faire refaire.
answer-no-video = Il n'y a pas de vidéo terminée à publier. Tu peux la faire refaire ; elle sera facturée comme une nouvelle vidéo.
answer-no-video-free = Il n'y a pas de vidéo terminée à publier. Tu peux la faire refaire.

error-others-videos = Ici, tu vois tes propres vidéos. Celles des autres sont réservées aux membres qui peuvent gérer le serveur.
error-which-video = Je ne sais pas de quelle vidéo tu parles avec « { $text } ». Commence à écrire son titre et choisis-la dans la liste.
error-not-finished = Cette vidéo n'est pas encore terminée. Elle sera publiée d'elle-même.
error-link-unknown = Le lien de cette vidéo n'est plus valable, et impossible de demander maintenant au service vidéo s'il a encore la vidéo. Rien n'a été facturé ; réessaie dans quelques minutes.
error-link-unknown-free = Le lien de cette vidéo a expiré, et on ne peut pas demander au studio en ce moment s'il a encore la vidéo. Réessaie dans quelques minutes.
error-hidden-channel = Cette vidéo a été demandée dans un salon que tu ne peux pas voir. Seul le membre qui l'a demandée peut la republier ou réessayer.
error-still-open = Cette vidéo est encore en cours. Annule-la, ou attends qu'elle soit publiée.
error-nothing-to-delete = Il n'y a plus de message à supprimer.
error-thread-archived = Le fil de ce message est archivé. Écris-y quelque chose pour le rouvrir, puis recommence.
error-delete-forbidden = Je ne vois plus ce salon, donc je ne peux pas y supprimer le message. La modération le peut.
error-not-deleted = Discord n'a pas supprimé le message. Réessaie dans une minute.
error-no-track-here = Je ne trouve aucun morceau dans ce message. Choisis un message qui contient les identifiants d'un morceau ou un lien vers lui, ou écris un titre après `/musicvideo`.

# Français. On tutoie, comme partout sur Discord, et on nomme toujours les choses de la même façon :
#   video = vidéo · track = morceau · take = prise · task = tâche · music video = clip
#   signature = signature · watermark = filigrane · branding = habillage
#   server = serveur · member = membre · moderator = la modération · host = responsable du bot
#   video service = service vidéo · music service = service de musique · charged = facturé
# Les permissions portent le nom que Discord leur donne en français. Espace insécable avant : ; ! ?

# Le message d'état
status-title = Clip : { $title }
status-title-unnamed = Clip
status-queued = ⏳ **En attente.** La vidéo sera publiée ici.
status-submitting = ⏳ **Transmission** au service vidéo.
status-rendering = 🎬 **En cours de création.** La vidéo sera publiée ici.
status-posting = 📬 **Terminé.** La vidéo est en cours de publication ici.
status-posted = ✅ **Terminé :** { $link }
status-late = ✅ **Finalement terminé :** { $link }
status-failed = ❌ **Échec.** { $reason }
status-unknown = ❔ **Résultat inconnu.** { $reason }
status-cancelled = 🚫 **Annulé.** Rien n'a été facturé.
status-cancelled-free = 🚫 **Annulé.** La vidéo ne sera pas publiée.
status-cancelled-late = 🚫 **Annulé.** La demande était déjà transmise : la vidéo sera peut-être quand même créée et facturée, mais pas publiée.
status-cancelled-late-free = 🚫 **Annulé.** La vidéo ne sera pas publiée pour toi. Quelqu'un d'autre attend la même vidéo : elle est donc créée quand même.
status-undeliverable = 📪 **Terminé, mais impossible à publier.** { $reason }
status-length = Durée
status-asked-by = -# Demandé par { $member }
status-author = Signature
status-watermark = Filigrane
status-link-name = voir la vidéo

# Le résultat
result-ready = 🎬 { $member }, ton clip est prêt : **{ $title }**
result-ready-unnamed = 🎬 { $member }, ton clip est prêt.
result-length = ({ $length })
result-author = signé { $author }
result-watermark = filigrane { $watermark }
result-existing = la vidéo existait déjà, avec la signature et le filigrane d'alors
result-existing-plain = la vidéo existait déjà, sans signature ni filigrane
result-may-have-ended = la vidéo est ancienne, son lien n'est peut-être plus valable
result-ends = lien jusqu'au { $day }
result-failed = ❌ { $member }, il n'y a pas de vidéo pour **{ $title }**. { $reason }
result-failed-unnamed = ❌ { $member }, il n'y a pas de vidéo. { $reason }
result-unknown = ❔ { $member }, on ne sait pas ce qu'est devenue la vidéo de **{ $title }**. { $reason }
result-unknown-unnamed = ❔ { $member }, on ne sait pas ce qu'est devenue ta vidéo. { $reason }
result-file-name = Clip : { $title }
result-file-name-unnamed = Clip

button-cancel = Annuler
button-retry = Réessayer
button-check = Vérifier à nouveau
button-delete = Supprimer

# Les raisons
reason-already-exists = Le service vidéo dit que ce morceau a déjà une vidéo, mais pas où elle se trouve. Elle a été créée en dehors de ce bot ; rien n'a été facturé cette fois.
reason-audio-unavailable = L'audio du morceau est introuvable. Il a peut-être été supprimé ; recrée le morceau, puis redemande sa vidéo.
reason-bad-request = Le service vidéo n'a pas compris la demande. Préviens la personne responsable du bot ; réessayer avant n'y changera rien.
reason-blocked = Le service vidéo refuse l'accès au bot. Préviens la personne responsable du bot ; rien n'a été facturé.
reason-build-failed = La vidéo n'a pas pu être créée. Réessaie ; si cela échoue encore, le morceau est peut-être abîmé. Si d'autres échouent aussi, préviens la personne responsable du bot.
reason-cancelled = La demande a été annulée avant d'être transmise ; rien n'a été facturé.
reason-deadline = Le service vidéo n'a pas terminé à temps et n'a pas dit pourquoi. La vidéo a peut-être été facturée. Si elle arrive quand même, elle sera publiée ici.
reason-deadline-free = Le studio n'a pas terminé à temps et n'a pas dit pourquoi. Si la vidéo arrive quand même, elle sera publiée ici.
reason-invalid = Le service vidéo n'accepte pas ces informations. Vérifie les identifiants, la signature et le filigrane, puis redemande.
reason-key-limit = La clé du bot a atteint sa limite auprès du service vidéo. Rien n'a été facturé ; la personne responsable du bot doit l'augmenter.
reason-maintenance = Le service vidéo est resté trop longtemps en maintenance. Rien n'a été facturé ; réessaie plus tard.
reason-no-credits = Le compte du bot auprès du service vidéo n'a plus assez de crédits. Rien n'a été facturé ; la personne responsable du bot doit le recharger.
reason-not-found = Le service vidéo ne connaît pas ce morceau : il vient d'un autre compte, ou il est trop ancien. Vérifie les deux identifiants, ou choisis le morceau dans la liste qui apparaît pendant que tu écris.
reason-other = Le service vidéo a refusé pour une raison que ce bot ne connaît pas. Réessaie plus tard ; si cela continue, préviens la personne responsable du bot.
reason-queue-cleared = La modération a vidé la file d'attente de ce serveur. Rien n'a été facturé ; tu peux refaire ta demande.
reason-queue-cleared-free = La modération a vidé la file d'attente de ce serveur. Tu peux refaire ta demande.
reason-server-error = Le service vidéo a rencontré une erreur. Réessaie dans quelques minutes.
reason-studio-full = Le disque du studio est plein : la vidéo n'a pas pu être faite. La personne responsable du bot doit libérer de la place.
reason-studio-not-writable = Le studio ne peut pas écrire sur son disque : la vidéo n'a pas pu être faite. Le morceau n'y est pour rien. Préviens la personne responsable du bot, puis réessaie.
reason-timed-out = Le service vidéo a mis trop de temps. Réessaie dans quelques minutes.
reason-too-large = Le morceau est trop volumineux pour le service vidéo. Choisis-en un plus court.
reason-too-often = Le service vidéo est resté trop longtemps surchargé. Rien n'a été facturé ; réessaie plus tard.
reason-unanswered = Le service vidéo n'a pas dit s'il acceptait la commande, peut-être facturée. Pour ne rien payer deux fois, elle n'est pas répétée. Si la vidéo arrive quand même, elle sera publiée ici ; la personne responsable du bot peut la chercher auprès du service.
reason-unreachable = Le service vidéo était injoignable. Rien n'a été facturé ; réessaie plus tard.
reason-unsupported = Le service vidéo ne propose pas cela pour le moment. Préviens la personne responsable du bot.
reason-wrong-key = Le service vidéo n'accepte pas la clé du bot. Rien n'a été facturé ; la personne responsable du bot doit renouveler la clé.
reason-channel-gone = Le salon n'existe plus.
reason-file-too-large = La vidéo est prête, mais même réduite elle dépasse ce que Discord laisse le bot envoyer ici. La personne responsable du bot peut définir `callback.public_url` pour qu'un lien soit publié à la place.
reason-link-ended = La vidéo était prête, mais elle a été supprimée depuis. Redemande-la et elle sera recréée.
reason-locked = Le fil est verrouillé.
reason-no-permission = Le bot n'a plus le droit d'écrire dans ce salon. Autorise-le à voir le salon, à envoyer des messages et à joindre des fichiers, puis redemande : la vidéo est conservée.
reason-post-refused = Discord a refusé le message. Préviens la personne responsable du bot.
reason-post-unknown = Discord n'a pas confirmé le message et le salon ne peut pas être relu ; il n'a donc pas été renvoyé. Si tu ne le vois pas, redemande : la vidéo est conservée.
reason-none = Aucune raison n'a été donnée.

# Les refus
error-no-id = Je ne trouve pas d'identifiant dans « { $text } ». Commence à écrire le titre d'un morceau et choisis-le dans la liste, ou colle l'identifiant de tâche (et l'identifiant audio) tels que le service de musique les affiche.
error-missing-permissions = Je n'en ai pas le droit ici. Demande à la modération de m'accorder dans ce salon : { $permissions }.
error-not-allowed = Seuls les membres qui peuvent gérer le serveur peuvent faire cela.
error-only-in-servers = Cela ne peut pas être utilisé ici.
error-too-many-open = Tu as autant de vidéos en cours qu'un membre peut en avoir ici : { $most }. Attends que l'une d'elles soit terminée, puis redemande.
error-command-changed = Cette commande a changé. Recharge Discord (Ctrl+R, ou redémarre l'application) et réessaie.
error-database = Le bot ne peut rien enregistrer pour le moment : rien n'a été lancé. Réessaie dans une minute ; si cela continue, préviens la personne responsable du bot.
error-database-full = Le disque de la base de données du bot est plein : rien n'a été lancé. Préviens la personne responsable du bot, qui doit libérer de la place ; ce qui est déjà en cours reprendra ensuite tout seul.
error-stopping = Le bot est en train de redémarrer. Vérifie dans une minute si cela a été fait ; sinon, réessaie.
error-unexpected = Quelque chose s'est mal passé dans le bot. Réessaie ; si cela continue, donne ce numéro à la personne responsable du bot : { $number }.
error-unknown-task = Le service de musique ne connaît aucun morceau terminé pour cette tâche. Vérifie l'identifiant ; si le morceau est tout nouveau, attends qu'il soit terminé.
error-unknown-track = La tâche n'a aucun morceau avec l'identifiant { $audio }. Choisis-en un dans la liste, ou laisse `audio_id` vide.
error-lookup-failed = Impossible de demander au service de musique quels morceaux contient cette tâche. Réessaie dans une minute, ou donne aussi l'identifiant audio.
error-empty-branding = Donne quelque chose à définir : un texte, un style, un format, des couleurs, une police ou un carton.
error-text-and-none = Tu as donné un texte et choisi en même temps qu'il n'y en ait pas (`sans`). Rien n'a été modifié : donne l'un des deux seulement.
error-invisible = Ce texte n'a aucun caractère visible. Écris-le autrement.
error-not-yours = Seuls le membre qui a demandé cette vidéo et la modération peuvent faire cela.
error-gone = C'est trop ancien : le bot n'en a plus de trace.
error-menu-old = Ce menu est trop ancien. Relance la commande.
error-too-late = Il est trop tard pour annuler : le résultat est déjà dans ce salon, ou sur le point d'y arriver.
error-cancelled-already = C'est déjà annulé.

permission-view-channel = Voir le salon
permission-connect = Se connecter
permission-send-messages = Envoyer des messages
permission-send-messages-in-threads = Envoyer des messages dans les fils
permission-embed-links = Intégrer des liens
permission-attach-files = Joindre des fichiers
permission-read-message-history = Voir les anciens messages
permission-add-reactions = Ajouter des réactions
permission-pin-messages = Épingler des messages

# Les réponses privées
answer-choose = Cette tâche contient { $count ->
        [one] { $count } morceau
       *[other] { $count } morceaux
    }. Lequel veux-tu en vidéo ?
answer-choose-among = Plusieurs morceaux correspondent. Lequel veux-tu en vidéo ?
answer-choose-placeholder = Choisis un morceau
answer-chosen = Choisi : **{ $title }**
answer-chosen-unnamed = C'est choisi.
answer-started = Trouvé. La demande de vidéo est juste en dessous.
answer-repeat = Cette vidéo est déjà en cours ; elle sera publiée dans ce salon : { $link }
answer-repeat-without-status = Cette vidéo est déjà en cours ; elle sera publiée dans ce salon.
answer-posted-already = Cette vidéo a déjà été publiée ici : { $link }. Pour la publier encore une fois exprès, utilise `/videos repost`.
answer-taken = Ta vidéo est en cours et sera publiée dans ce salon.
answer-deleted = Supprimé.
track-choice = { $title } · prise { $take } · { $length }
track-choice-no-length = { $title } · prise { $take }
track-unnamed = Morceau sans titre { $id }

branding-title = Habillage de ce serveur
branding-none = Aucun habillage n'est défini. Les membres peuvent donner une signature et un filigrane pour chaque vidéo.
branding-author = Signature sur la pochette
branding-watermark = Filigrane
branding-unset = non défini
branding-saved = Enregistré. Désormais :
branding-reset = L'habillage est supprimé.
branding-reset-author = La signature est supprimée. Voici ce qui vaut maintenant :
branding-reset-watermark = Le filigrane est supprimé. Voici ce qui vaut maintenant :
branding-nothing-to-reset = Il n'y avait aucun habillage à supprimer.

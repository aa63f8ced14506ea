# La carte de /videos queue : ce qui se crée et ce qui attend sur un serveur, et ce que la modération peut y
# faire. Les mots sont ceux de bot.ftl. { $when } est la date relative de Discord.
command-videos-queue = Ce qui se crée sur ce serveur, ce qui attend, et quand ce sera prêt

queue-title = Vidéos en cours sur ce serveur
queue-none = Rien n'est en cours.
queue-counts = 🎬 en création : { $made } · ⏳ en attente : { $waiting }
queue-paused = ⏸️ **En pause**, par la modération, { $when }. Ce qui se crée est terminé ; tout le reste attend, les nouvelles demandes aussi, et reprend quand la modération relance la file.
queue-own = Les tiennes
queue-others = Celles des autres
queue-more = et { $count } de plus
queue-clear-question = { $count ->
        [one] Une vidéo en attente ou en création sera annulée. Le membre en sera averti
       *[other] { $count } vidéos en attente ou en création seront annulées. Chaque membre en sera averti
    } et rien ne sera facturé. Vider la file ?
queue-clear-question-free = { $count ->
        [one] Une vidéo en attente ou en création sera annulée. Le membre en sera averti.
       *[other] { $count } vidéos en attente ou en création seront annulées. Chaque membre en sera averti.
    } Vider la file ?
queue-clear-kept = { $count ->
        [one] Une vidéo reste : le service vidéo l'a déjà et la facture.
       *[other] { $count } vidéos restent : le service vidéo les a déjà et les facture.
    }
queue-clear-nothing = Rien n'attend et rien ne se crée.
queue-cleared = { $count ->
        [one] C'est fait : une vidéo est annulée, et le membre est averti.
       *[other] C'est fait : { $count } vidéos sont annulées, et les membres sont avertis.
    }
queue-kept = Rien n'a changé.

button-queue-show = Actualiser
button-queue-pause = Mettre en pause
button-queue-resume = Reprendre
button-queue-clear = Vider…
button-queue-clear-now = Vider la file
button-queue-keep = Laisser ainsi

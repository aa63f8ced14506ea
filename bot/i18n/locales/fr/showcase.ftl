# Français : le salon vitrine, qui montre une seconde fois les vidéos terminées. Les mots sont ceux de settings.ftl.
approval-question = 🎬 { $member } a une nouvelle vidéo, **{ $title }** : { $link }. La montrer dans { $showcase } ?
approval-question-unnamed = 🎬 { $member } a une nouvelle vidéo : { $link }. La montrer dans { $showcase } ?
button-approve = ✅ La montrer
button-reject = Ne pas la montrer
approval-approved = ✅ { $member } accepte de la montrer.
approval-rejected = 🚫 { $member } a décidé de ne pas la montrer. La vidéo reste là où elle a été publiée.
error-not-showable = Cette vidéo ne peut plus être montrée : elle a été supprimée, ou le salon vitrine est désactivé.
error-no-moderators-channel = Rien n'a été modifié : la question va au salon de la modération, et il n'y en a pas encore. Choisis-en un avec `/settings moderators`, puis réessaie.
error-approval-needs-channel = Rien n'a été modifié : c'est dans ce salon que l'approbation pour le salon vitrine est demandée. Utilise d'abord `/settings showcase approbation:False`, ou choisis ici un autre salon.
error-approved-already = Cette vidéo a déjà été approuvée. Pour la retirer, supprime-la dans le salon vitrine.
settings-showcase-approval = La modération approuve d'abord chaque vidéo du salon vitrine.
settings-showcase-saved-approval = Les vidéos terminées venant de salons que tout le monde peut voir paraissent aussi dans { $channel }, une fois approuvées par la modération. La question arrive dans le salon de la modération. `/settings showcase approbation:False` les montre sans demander.
command-settings-showcase-approval = Si la modération approuve d'abord chaque vidéo
option-approval = approbation
log-name-approves-showcase = approbation pour le salon vitrine

# Les meilleures d'une semaine
settings-best = Une fois par semaine, les meilleures selon les ⭐ y sont listées et épinglées.
settings-best-on = Une fois par semaine, les vidéos qui ont le plus de ⭐ y sont listées, et la liste est épinglée. La prochaine arrive le { $day }, si au moins trois vidéos sont montrées d'ici là.
settings-best-missing = ⚠️ Pour cela, il me manque dans ce salon : { $permissions }.
settings-best-off = Il n'y a plus de listes des meilleures de la semaine.
error-no-showcase = Rien n'a été changé : il n'y a pas encore de salon vitrine. Choisis-en un avec `salon`.
command-settings-showcase-weekly = Si les meilleures de la semaine selon les ⭐ sont listées et épinglées
command-settings-showcase-reaction = Si je mets un premier ⭐ sous chaque vidéo
option-weekly = semaine
option-reaction = réaction
log-name-lists-best = liste des meilleures de la semaine
log-name-adds-reaction = ⭐ sous les vidéos du salon vitrine
best-title = 🏆 **Les meilleures de la semaine**
best-untitled = Un clip
notice-pin-refused = 📌 Les meilleures de la semaine sont dans { $channel }, mais je ne peux pas épingler la liste. Donne-moi là Épingler des messages, et fais de la place si le salon a trop de messages épinglés.
notice-history-refused = ⭐ Je ne peux pas compter les ⭐ dans { $channel }, donc il n'y a pas de liste des meilleures de la semaine. Donne-moi là Voir le salon et Voir les anciens messages. `/settings showcase semaine:False` met fin aux listes.
notice-reaction-refused = ⭐ Je ne peux pas mettre de ⭐ sous les vidéos de { $channel }. Donne-moi là Ajouter des réactions et Voir les anciens messages, ou utilise `/settings showcase réaction:False`.

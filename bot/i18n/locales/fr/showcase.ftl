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

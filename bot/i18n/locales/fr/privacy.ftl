# Français : ce qui est conservé sur quelqu'un, et comment l'effacer. Les mots sont ceux de l'en-tête
# de bot.ftl ; et : request = demande · delete = effacer · keep = conserver · data = données ·
# backup copy = copie de sauvegarde
command-privacy = Ce que ce bot conserve sur toi, et comment l'effacer
command-privacy-show = Voir ce que ce bot conserve sur toi, combien de temps, et qui peut le voir
command-privacy-export = Recevoir dans un fichier ce que ce bot conserve sur toi
command-privacy-delete = Effacer ce que ce bot conserve sur toi, sur tous les serveurs

privacy-title = Ce que ce bot conserve sur toi
privacy-nothing = Rien n'est conservé sur toi qui puisse être effacé.
privacy-nothing-left = Il n'y a plus rien à effacer. Ce qui compte pour les limites disparaît tout seul après { $days } jours ; les listes de blocage appartiennent aux serveurs.
privacy-requests = • Demandes de vidéos : **{ $count }** (serveurs : { $servers } ; la plus ancienne date du { $since })
privacy-request-parts = -# Chacune avec ton identifiant, le salon, l'heure, le morceau, les langues, la signature, le filigrane, les messages et le résultat.
privacy-open = • Dont encore en cours : **{ $count }**
privacy-songs = • Morceaux que tu as apportés : **{ $count }**
privacy-songs-unknown = • Morceaux que tu as apportés : inconnu pour l'instant
privacy-decisions = • Serveurs pour lesquels tu as décidé quelque chose en modération : **{ $count }**
privacy-quota-usage = • Lancements de vidéos, notés pour les limites : **{ $count }** (chacun pendant { $days } jours, ceux qui ont été rendus compris)
privacy-blocks = • Serveurs qui ont bloqué tes demandes : **{ $count }**

privacy-term-title = Combien de temps
privacy-term-requests = Une demande est effacée { $days } jours après sa fin, ou quand tu le veux.
privacy-term-copies = Elle disparaît des copies de sauvegarde de la base { $days ->
        [one] après un jour de plus
       *[other] après { $days } jours de plus
    }.
privacy-term-log = Qui a changé quels réglages d'un serveur est conservé { $days } jours.
privacy-term-left = Quand le bot quitte un serveur, tout ce qu'il conserve sur lui est effacé { $days ->
        [one] après un jour
       *[other] après { $days } jours
    }.

privacy-seen-title = Qui peut le voir
privacy-seen = Toi, la modération d'un serveur pour ce qui y a été demandé, et la personne responsable du bot. Les messages publiés sont visibles de tout le salon.
privacy-seen-service = Le service vidéo reçoit le morceau, la signature et le filigrane, mais ne sait pas qui tu es.

privacy-more-title = En savoir plus
privacy-more-delete = Reçois tout dans un fichier avec `/privacy export`, ou efface tout avec `/privacy delete`. Aucun nom n'est conservé, seulement l'identifiant de Discord ; la signature d'un morceau est ce que tu as écrit, le nom de l'artiste ou le tien ici.
privacy-more-policy = La politique de confidentialité de ce bot
privacy-exported = Voici tout ce que ce bot conserve sur toi, sur tous les serveurs : un fichier JSON, heures en UTC. Les autres personnes qui y figurent sont omises.

privacy-question = **Effacer ce que ce bot conserve sur toi, sur tous les serveurs ?** C'est irréversible.
privacy-question-requests = • Effacé : tes demandes de vidéos (**{ $count }**), avec tout ce qu'elles contiennent. La signature et le filigrane d'une vidéo partent aussi, sauf si d'autres l'ont demandée.
privacy-question-open = • Annulé d'abord : ce qui est encore en cours (**{ $count }**). Ce qui a déjà été transmis peut encore être facturé.
privacy-question-open-free = • Annulé d'abord : ce qui est encore en cours (**{ $count }**).
privacy-question-songs = • Effacé : les morceaux que tu as apportés avec `/track add`. Les vidéos qui en ont été faites restent à ceux qui les ont demandées.
privacy-question-decisions = • Effacé : ton identifiant à côté de ce que tu as décidé en modération. Les décisions restent.
privacy-question-stays = • Reste : les messages dans les salons (leur bouton Supprimer ne marche qu'**avant**), ce qui compte pour les limites (pendant { $days } jours), et les listes de blocage.
privacy-question-copies = • Les copies de sauvegarde de la base le contiennent { $days ->
        [one] encore un jour
       *[other] encore { $days } jours
    }.
privacy-kept = Rien n'a été effacé.
privacy-erased = 🗑️ **Effacé.** { $count ->
        [0] Ce qui était à toi a disparu.
        [one] { $count } demande a disparu.
       *[other] { $count } demandes ont disparu.
    }
privacy-erased-later = ⏳ { $count ->
        [one] { $count } demande est en train d'être publiée ou annulée : elle sera effacée ensuite automatiquement.
       *[other] { $count } demandes sont en train d'être publiées ou annulées : elles seront effacées ensuite automatiquement.
    }
privacy-erased-songs-later = ⏳ Les morceaux que tu as apportés seront bientôt effacés automatiquement : une vidéo est en cours de création, ou le studio ne répond pas.
button-privacy-erase = Effacer mes données
button-privacy-keep = Conserver
error-not-your-data = Il s'agit des données de quelqu'un d'autre. Utilise toi-même `/privacy delete`.

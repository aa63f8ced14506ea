# Français : ce qui reste, ce qui a été dépensé, et qui a fait faire quoi. Les mots sont ceux de l'en-tête
# de bot.ftl ; et : balance = solde · credits = crédits (du bot au service vidéo) · record = registre
option-days = jours

command-credits = Solde, dépenses de ce serveur, et qui a fait faire quelles vidéos
command-credits-show = Voir le solde du bot et ce que ce serveur a dépensé ce mois-ci
command-credits-record = Voir qui a fait faire quelles vidéos, quand, où, et si elles ont été facturées
command-credits-export = Recevoir le registre en fichier pour tableur (CSV)
command-credits-member = Seulement ce que ce membre a demandé
command-credits-days = Combien de jours en arrière (par défaut : 31)
command-videos-record = Modération : voir qui a fait faire quelles vidéos, quand et où
command-videos-record-days = Autant de jours en fichier pour tableurs (CSV)
command-settings-credits-clear = Avertir comme le responsable du bot l'a fixé

credits-title = Crédits
credits-free = Les vidéos sont faites par le studio du bot lui-même : elles ne coûtent rien.
credits-lyrics = -# Les paroles minutées sont demandées une fois par morceau au service de musique ; chacun coûte environ { $price } crédit.
credits-unknown = Impossible de demander le solde pour l'instant. Réessaie dans quelques minutes.
credits-balance = Solde du compte du bot : **{ $credits }** crédits (consulté { $when })
credits-low = ⚠️ C'est peu : il en reste pour environ { $count ->
        [one] { $count } vidéo
       *[other] { $count } vidéos
    }. La personne responsable du bot doit recharger le compte.
credits-month = Ce mois-ci, sur ce serveur
credits-since = -# depuis le { $day }
credits-charged = • Vidéos facturées : **{ $count }**, environ { $credits } crédits
credits-charged-known = • Vidéos facturées : **{ $count }**, { $credits } crédits
credits-charged-partly = • Vidéos facturées : **{ $count }**, { $credits } crédits, et environ { $estimate } pour celles sans prix
credits-forgotten = • Dont absentes du registre : **{ $count }**, car leurs membres ont fait effacer leurs données
credits-doubtful = • Peut-être facturées : **{ $count }**, qui ont échoué ou dont le résultat est inconnu
credits-pending = • En cours de création : **{ $count }**
credits-estimate = -# Là où le service vidéo n'a pas indiqué de prix, { $price } crédits par vidéo est une estimation. Une vidéo compte là où elle a été demandée en premier.
credits-counts = -# Une vidéo compte là où elle a été demandée en premier.
credits-exported = Le registre { $days ->
        [one] du dernier jour
       *[other] des { $days } derniers jours
    } : { $count ->
        [one] { $count } demande
       *[other] { $count } demandes
    }. Il contient les identifiants de membres : prends-en soin.
credits-exported-part = Ce n'en est que la partie la plus récente : le tout serait trop long.

record-title = **Qui a fait faire quoi**
record-none = Il n'y a rien dans le registre.
record-untitled = Morceau sans titre
record-outcome-open = en cours
record-outcome-posted = publiée
record-outcome-deleted = publiée, puis supprimée
record-outcome-failed = échec
record-outcome-unknown = résultat inconnu
record-outcome-cancelled = annulée
record-outcome-undeliverable = n'a pas pu être publiée
record-charge-charged = facturée
record-charge-doubtful = peut-être facturée
record-charge-pending = pas encore facturée
record-charge-nothing = non facturée
record-charge-free = gratuite
record-column-asked = Demandée (UTC)
record-column-member = Membre
record-column-channel = Salon
record-column-channel-id = Identifiant du salon
record-column-title = Titre
record-column-task = Identifiant de la tâche
record-column-audio = Identifiant du morceau
record-column-signature = Signature sur l'image
record-column-watermark = Filigrane
record-column-outcome = Résultat
record-column-charge = Facturation
record-column-ended = Terminée (UTC)
record-column-message = Lien du message
button-record-newer = ◀ Plus récentes
button-record-older = Plus anciennes ▶

notice-low-credits = ⚠️ **Les crédits du bot s'épuisent :** il en reste { $credits } au service vidéo. Prévenez la personne responsable du bot pour qu'elle recharge : sans crédits, toute demande d'une nouvelle vidéo échoue. Les vidéos qui existent déjà peuvent toujours être publiées.

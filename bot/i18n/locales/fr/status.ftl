# Les textes du message d'état au-delà des états simples de bot.ftl ; mêmes mots que dans son en-tête.
#   place = place (dans la file du studio, à partir de 1) · typical = durée habituelle ici
# { $when } et { $deadline } sont les dates relatives de Discord : « il y a 2 minutes ».
status-place = ⏳ **Place { $place }** dans la file d'attente du studio. La vidéo sera publiée ici.
status-turn = ⏳ **Place { $place }** dans la file d'attente. La vidéo sera publiée ici.
status-paused = ⏸️ **En pause.** La modération a mis en pause les vidéos de ce serveur. La tienne garde sa place : elle sera créée et publiée ici quand la file reprendra.
status-asked = Demandé { $when }
status-begun = Commencé { $when }
status-seen = Dernière vérification { $when }
status-typical = prend d'habitude environ { $typical }
status-expected = prend environ { $typical }
status-ready-in = prête dans environ { $time }
status-overdue = ⏰ C'est plus long que d'habitude (environ { $typical }). Tu n'as rien à faire : le résultat sera annoncé ici au plus tard { $deadline }.
# Ce qui retarde la transmission
status-again-maintenance = 🔧 Le service vidéo est en maintenance. Le bot réessaie tout seul ; la suite sera annoncée ici au plus tard { $deadline }.
status-again-too-often = 🚦 Le service vidéo est très occupé. Le bot réessaie tout seul ; la suite sera annoncée ici au plus tard { $deadline }.
status-again-unreachable = 📡 Le service vidéo est injoignable pour le moment. Le bot réessaie tout seul ; la suite sera annoncée ici au plus tard { $deadline }.
status-again-timed-out = 📡 Le service vidéo n'a encore rien confirmé. Le bot vérifie tout seul, sans payer deux fois ; la suite sera annoncée ici au plus tard { $deadline }.
status-again-already-exists = 🔎 Le service vidéo dit que cette vidéo existe déjà. Le bot la cherche ; la suite sera annoncée ici au plus tard { $deadline }.
status-posting-again = 📬 **Le résultat est là**, mais la publication ici n'a pas encore réussi. Le bot réessaie tout seul.
status-existing = La vidéo existait déjà : elle porte la signature et le filigrane de l'époque.
status-existing-plain = La vidéo existait déjà, sans signature ni filigrane.
status-refitting = La vidéo dépassait ce que Discord accepte ici : elle est refaite, en plus petit.
status-deleted = 🗑️ **Supprimée** { $when }.
status-late-unposted = ✅ **Finalement terminé.** Appuie sur le bouton pour la faire publier ici.
button-post = Publier ici

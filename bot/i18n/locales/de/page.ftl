# Die Seite, die ein Video abspielt, für alle, die ihren Link haben.

page-untitled = Musikvideo
page-download = Herunterladen
page-ends = bis { $day }
page-unknown-title = Hier ist kein Video
page-unknown = Die Adresse stimmt nicht, oder das Video wurde gelöscht.
page-ended-title = Dieses Video gibt es nicht mehr
page-ended = Es wurde nur einige Tage aufbewahrt, oder jemand hat es entfernt. Dort, wo es auf Discord gepostet wurde, kann es neu gemacht werden.
button-page = Seite öffnen

# Die Seite, die ein Video abspielt, für alle, die ihren Link haben.

page-untitled = Musikvideo
page-download = Herunterladen
page-ends = bis { $day }
page-unknown-title = Hier ist kein Video
page-unknown = Die Adresse stimmt nicht, oder das Video wurde gelöscht.
page-ended-title = Dieses Video gibt es nicht mehr
page-ended = Es wurde nur einige Tage aufbewahrt, oder es wurde entfernt. Dort, wo es auf Discord gepostet wurde, steht, ob es neu gemacht werden kann.
button-page = Seite öffnen

button-files = Dateien
files-here = Das Poster des Videos und seine Beschreibung, zum Einfügen dort, wo du es veröffentlichst.
files-lyrics = Das Poster des Videos, seine Beschreibung zum Einfügen dort, wo du es veröffentlichst, und sein Liedtext mit Zeiten.
error-files-gone = Die Dateien dieses Videos gibt es nicht mehr: Sein Link ist abgelaufen. Lass es neu machen.
files-poster = Das Poster des Videos. Beschreibung und Liedtext gibt es hier nicht: Etwas darin ist auf diesem Server unerwünscht.
button-lrc = Liedtext
lrc-here = Der Liedtext des Videos mit seinen Zeiten, als Datei `.lrc`.
error-lrc-none = Dieses Video hat keinen Liedtext.
error-lrc-unwanted = Ein Wort im Liedtext dieses Videos steht auf der Sperrliste dieses Servers. Darum gibt es ihn hier nicht.

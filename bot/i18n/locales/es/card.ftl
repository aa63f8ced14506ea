# La ficha privada en la que un miembro compone un video. Palabras como en bot.ftl y options.ftl.

card-hint = Elige cómo se ve tu video: la imagen lo muestra después de cada elección. Solo tú ves esto.
card-hint-undrawn = Elige cómo se ve tu video. La imagen no se puede dibujar ahora, pero tus elecciones cuentan. Solo tú ves esto.
card-replaced = 🔒 Fijado por los moderadores de este servidor, así que vale lo suyo: { $parts }.
card-look-placeholder = Estilo
card-shape-placeholder = Formato
card-part-placeholder = Parte de la canción
card-colours-placeholder = Colores
card-locked-menu = 🔒 Fijado por los moderadores: { $part }
card-part-whole = La canción entera
card-part-best = Los { $length } más fuertes
card-part-first = Los primeros { $length }
card-colour-red = Rojo
card-colour-orange = Naranja
card-colour-yellow = Amarillo
card-colour-green = Verde
card-colour-teal = Turquesa
card-colour-blue = Azul
card-colour-violet = Violeta
card-colour-pink = Rosa
card-texts-title = Firma y marca de agua
button-texts = Firma…
button-make-it = Crear
button-compose = Hacerlo de nuevo…
error-card-old = Esta ficha ha caducado y no se ha empezado nada. Abre otra con **Hacerlo de nuevo…** bajo un video, o usa `/musicvideo`.

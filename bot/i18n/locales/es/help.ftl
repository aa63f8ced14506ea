# Español: la bienvenida y /help. Las palabras son las de bot.ftl.

# The welcome, when the bot comes into a server: to who brought it, else in the system channel
welcome-direct = 👋 Gracias por añadirme a **{ $server }**. Hago videoclips con las canciones de tus miembros. Para empezar:
welcome-public = 👋 ¡Hola! Hago videoclips con sus canciones. Para quienes gestionan este servidor:
welcome-channels = 1. `/settings channels` elige dónde se pueden hacer videos. Sin elegir: en todas partes.
welcome-branding = 2. `/branding set` pone el nombre de tu servidor en los videos.
welcome-first = 3. `/musicvideo` hace el primer video.
welcome-help = `/help` lo muestra todo con imágenes.

# /help: three steps with a picture each, and a card for moderators
command-help = Cómo hacer un videoclip, en tres imágenes
help-ask = **1. Elige una canción.** Escribe `/musicvideo` y las primeras letras del título, y elígela de la lista.
help-bring-file = ¿No está en la lista? Trae el archivo con `/track add`.
help-bring-id = ¿No está en la lista? Pega su id en `task_id`, tal como lo muestra el servicio de música.
help-video = **2. El video llega a este canal.** Muestra el título (1), la firma del artista en la portada (2, opción `firma`) y la marca de agua (3, opción `marca_de_agua`).
help-list = **3. Todos tus videos:** `/videos list`. Puedes publicar cada uno de nuevo, cancelarlo o eliminarlo. `/privacy show` dice qué guarda el bot sobre ti.
help-moderators = **Gestionas este servidor.** `/settings show` muestra todos los ajustes. `/settings channels`, `roles` y `limits` dicen quién puede hacer cuántos videos, y dónde. `/branding set` les pone la firma y la marca de agua de tu servidor, `/branding preview` muestra cómo queda. `/settings showcase` muestra los videos terminados en un canal propio, `/settings messages` mantiene cortos los canales.

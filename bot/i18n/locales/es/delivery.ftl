# Adónde fue una respuesta que no se pudo publicar donde se pidió, y la copia que dura más que el
# enlace. Los términos son los de bot.ftl.

status-posted-direct = ✅ **Terminado** y enviado por mensaje directo, porque no se pudo publicar aquí. { $why }
status-posted-parent = ✅ **Terminado:** { $link }. Está fuera de este hilo, donde no se pudo publicar. { $why }
button-dismiss = Eliminar
result-ends-copy = enlace hasta el { $day }, la copia se queda
result-fallback = -# Lo pediste en { $where }, donde no se pudo publicar. { $why }

# Por qué no se pudo publicar allí
fallback-archived = El hilo está archivado y el bot no puede volver a abrirlo.
fallback-channel-gone = Ese canal ya no existe.
fallback-locked = El hilo está bloqueado.
fallback-no-permission = El bot ya no puede escribir allí.
fallback-post-late = Discord tardó demasiado en aceptarlo allí.
fallback-post-refused = Discord rechazó el mensaje allí.

reason-archived = El hilo está archivado y el bot no puede volver a abrirlo. Ábrelo y pídelo de nuevo: el video se conserva.
reason-post-late = Discord tardó demasiado en aceptar el mensaje. Pídelo de nuevo: el video se conserva.

# Lo que se dice a la moderación
notice-undeliverable = 📪 No se pudo entregar una respuesta a { $member }. Se pidió en { $channel }; tampoco fue posible un mensaje directo. { $reason }
notice-showcase-refused = 🖼️ Por ahora no se pueden mostrar videos nuevos en { $channel }. { $why } Corrígelo o elige otro canal de muestra.
fallback-post-unknown = Discord no confirmó el mensaje.

# El canal de muestra
showcase-title = 🎬 Nuevo videoclip: **{ $title }**
showcase-title-unnamed = 🎬 Un nuevo videoclip
showcase-credit = pedido por { $member } en { $channel }
result-squeezed = reducido para que quepa aquí: { $resolution }p, { $fps } imágenes por segundo, sonido a { $sound } kbit/s

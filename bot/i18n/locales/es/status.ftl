# Textos del mensaje de estado aparte de los estados simples de bot.ftl; las palabras, como allí.
#   place = puesto (en la cola del estudio, desde 1) · typical = lo que suele tardar aquí
# { $when } y { $deadline } son las fechas relativas de Discord: «hace 2 minutos», «en 5 minutos».
status-place = ⏳ **Puesto { $place }** en la cola del estudio. El video se publicará aquí.
status-turn = ⏳ **Puesto { $place }** en la cola. El video se publicará aquí.
status-paused = ⏸️ **En pausa.** La moderación ha puesto en pausa los videos de este servidor. El tuyo conserva su puesto: se hará y se publicará aquí cuando se reanude la cola.
status-asked = Pedido { $when }
status-begun = Empezado { $when }
status-seen = Comprobado { $when }
status-typical = suele tardar alrededor de { $typical }
status-expected = tarda alrededor de { $typical }
status-ready-in = listo en unos { $time }
status-overdue = ⏰ Tarda más de lo normal (alrededor de { $typical }). No tienes que hacer nada: el resultado se publicará aquí, a más tardar { $deadline }.
# Lo que retrasa el envío
status-again-maintenance = 🔧 El servicio de video está en mantenimiento. El bot sigue intentándolo solo; se te avisará aquí, a más tardar { $deadline }.
status-again-too-often = 🚦 El servicio de video está muy ocupado. El bot sigue intentándolo solo; se te avisará aquí, a más tardar { $deadline }.
status-again-unreachable = 📡 No se puede conectar con el servicio de video por ahora. El bot sigue intentándolo solo; se te avisará aquí, a más tardar { $deadline }.
status-again-timed-out = 📡 El servicio de video aún no ha confirmado nada. El bot lo averigua solo, sin pagar dos veces; se te avisará aquí, a más tardar { $deadline }.
status-again-already-exists = 🔎 El servicio de video dice que este video ya existe. El bot lo está buscando; se te avisará aquí, a más tardar { $deadline }.
status-posting-again = 📬 **El resultado ya está**, pero aún no se ha podido publicar aquí. El bot sigue intentándolo solo.
status-existing = El video ya existía, así que lleva la firma y la marca de agua de entonces.
status-existing-plain = El video ya existía, sin firma ni marca de agua.
status-refitting = El video era más grande de lo que Discord acepta aquí, así que se está haciendo otra vez, más pequeño.
status-deleted = 🗑️ **Eliminado** { $when }.
status-late-unposted = ✅ **Terminado, por fin.** Pulsa el botón para que se publique aquí.
button-post = Publicar aquí

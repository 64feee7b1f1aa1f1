"""Spanish header words (Spain and Latin America)."""

from __future__ import annotations

from typing import Final

STOP_WORDS: Final = "el, la, los, las, de, del, un, una, y, su, sus, tu, tus, mi, lo"

CONNECTORS: Final = """
    a, e, al, en, por, para, con, es, son, ha, o, si, que, qué, quien, cual, cuál, como, cómo, se,
    te, le, nos, desde, desea, deseo, quiere, quiero, está, esta
"""

TERMS: Final[dict[str, str]] = {
    "given": """
        nombre de pila, primer nombre, nombre propio, nombres, nombre 1, primer nombre cliente
    """,
    "family": """
        apellido, apellidos, primer apellido, apellido paterno, apellido 1, apellido1, apellidos
        cliente, 1er apellido, ape1, ape
    """,
    "full_name": """
        nombre completo, nombre y apellidos, nombre y apellido, apellidos y nombre, nombre
        apellidos, nombres y apellidos, apellido y nombre, apellidos nombre, nombre apellido,
        nombre para mostrar, nombre de contacto, apellidos y nombres, nombre del contacto, nombre
        visible, nombre del titular, titular
    """,
    "name": "nombre, nom",
    "middle_name": """
        segundo nombre, segundo apellido, apellido materno, apellido 2, apellido2, otros nombres,
        2º apellido, 2o apellido, segundos nombres, nombre 2, ape2
    """,
    "name_suffix": "sufijo",
    "nickname": "apodo, seudónimo, alias, sobrenombre, nombre corto, nick",
    "maiden_name": "apellido de soltera, nombre de soltera, apellido de nacimiento",
    "phonetic": "fonético, fonética",
    "initials": "iniciales",
    "login": "nombre de usuario, usuario login, nombre usuario, usuario de acceso",
    "email": """
        correo electrónico, correo, email, e mail, dirección de correo, mail, dirección de correo
        electrónico, correo e, dirección email, correos, correo electronico 1, correo principal,
        dirección de email, dirección electrónica, correo 1, correo contacto, cuenta de correo
    """,
    "phone": """
        teléfono, tel, teléfonos, número de teléfono, tfno, telf, tlf, teléfono 1, teléfono
        contacto, teléfono de contacto, tlfno, fono, número telefónico, numero telefono, teléfono
        principal, tfn, telefono1, tno, tel contacto
    """,
    "landline": """
        teléfono fijo, fijo, teléfono de casa, teléfono casa, teléfono particular, tel fijo,
        teléfono domicilio, tlf fijo, telf fijo, línea fija, telefono residencial
    """,
    "mobile": """
        móvil, celular, teléfono móvil, teléfono celular, tel móvil, número de móvil, número
        móvil, número celular, número de celular, tlf móvil, telf móvil, movil 1, tel celular,
        telefono movil 1, cel, nº móvil
    """,
    "sms": "sms, mensaje de texto, mensajes de texto",
    "fax": "fax, telefax, número de fax",
    "messaging": "whatsapp, skype, redes sociales, facebook, red social",
    "street": """
        calle, vía, nombre de la calle, dirección 1, dirección línea 1, calle y número, domicilio,
        nombre vía, dirección1, línea 1, direccion linea1, nombre de vía, calle número, calle 1,
        calle nº, dirección calle, via pública, línea de dirección 1, avenida, calle principal
    """,
    "address": """
        dirección, direcciones, dirección postal, señas, dir, domicilio postal, dirección
        completa, direccion fiscal, dirección principal, direccion particular, domicilio fiscal
    """,
    "address_more": """
        dirección 2, complemento, piso, puerta, escalera, dirección línea 2, complemento de
        dirección, departamento interior, interior, número interior, dirección2, complemento
        dirección, piso puerta, línea 2, información adicional dirección, apartamento, resto
        dirección, depto, bloque escalera, edificio, dirección adicional, línea de dirección 2,
        calle 2, portal, referencias domicilio, datos adicionales dirección, resto de dirección
    """,
    "address_third": "dirección 3, dirección3, línea 3, dirección línea 3",
    "zip": """
        código postal, cp, c p, cod postal, zip, codpostal, codigopostal, cód postal, código zip,
        cpostal, códigos postales
    """,
    "city": """
        ciudad, población, localidad, municipio, poblado, alcaldía, delegación municipio, ciudad
        localidad, población ciudad, nombre municipio, ciudad de residencia, localidad residencia,
        comuna, ayuntamiento, ciudades
    """,
    "region": """
        provincia, comunidad autónoma, región, estado provincia, comunidad, departamento
        provincia, provincia estado, provincia región, estado región, ccaa, entidad federativa,
        estado o provincia
    """,
    "country": """
        país, código país, código de país, nación, país de residencia, país residencia, cod pais,
        nombre del país, código iso país, país iso, países
    """,
    "house_number": """
        número de calle, número exterior, num exterior, nº calle, tipo de vía, tipo vía, número
        vía, número de portal
    """,
    "po_box": "apartado de correos, apartado, apdo, apartado postal",
    "district": """
        barrio, distrito, colonia, zona, urbanización, parroquia, sección censal, fraccionamiento,
        comarca
    """,
    "geo": "latitud, longitud, dirección ip, ip, coordenadas, navegador, dispositivo",
    "time_zone": "zona horaria, huso horario",
    "location": "ubicación, localización",
    "birth": "nacimiento, nacido, nac, nacida",
    "birth_date": """
        fecha de nacimiento, fecha nacimiento, cumpleaños, f nacimiento, fecha nac, fec nac, f
        nac, fnac, fec nacimiento, fechanac, día de nacimiento, nacido el, fecha de nac, fecha de
        cumpleaños
    """,
    "gender": "género, sexo",
    "age": "edad, rango de edad, grupo de edad, franja de edad, tramo edad",
    "honorific": """
        tratamiento, saludo corto, sr sra, prefijo nombre, título de cortesía, trato, don doña,
        fórmula de cortesía, tratamiento protocolario, sr, sra, d dña, señor, señora
    """,
    "title": "título",
    "letter_greeting": "saludo, encabezado carta, encabezamiento",
    "language": """
        idioma, lengua, idioma preferido, código idioma, idiomas, idioma de contacto, lenguaje,
        idioma comunicación, idioma de correspondencia
    """,
    "nationality": "nacionalidad, ciudadanía, país de origen",
    "marital": "estado civil, hijos, número de hijos, aficiones, situación familiar",
    "job": """
        cargo, puesto, profesión, ocupación, puesto de trabajo, función, oficio, cargo empresa,
        cargo puesto, título profesional, cargo que ocupa, actividad profesional, posición
    """,
    "company": """
        empresa, compañía, organización, razón social, entidad, nombre de la empresa, sociedad,
        institución, empleador, nombre empresa, centro de trabajo, nombre comercial, asociación,
        nombre de la organización, nombre fiscal, colegio, escuela, universidad, centro educativo,
        organismo, compañia nombre, empresa u organización, nombre de la compañía, nombre entidad,
        empresa nombre, institución educativa, corporación, negocio
    """,
    "department": """
        departamento, área, división, sucursal, delegación, sección, servicio, equipo, oficina
        sucursal
    """,
    "company_number": """
        cif, nif empresa, número de iva, registro mercantil, nif cif, cif nif, rut empresa, nif
        iva, nit, cuenta contable, vat, nif de la empresa, régimen fiscal
    """,
    "industry": """
        sector, actividad económica, forma jurídica, facturación anual, tamaño empresa, número de
        empleados, industria, rubro, tipo de empresa, giro, tipo de organización, tipo entidad
    """,
    "id": """
        identificador, clave, id, código identificador, clave única, idcliente, identificador
        único, número de empleado, código de empleado
    """,
    "number": "número, núm, num, nº, nro, no, n",
    "code": "código, cod, cód",
    "reference": """
        referencia, ref, expediente, número de referencia, folio, nº referencia, número de
        expediente, nº expediente, código de referencia
    """,
    "external": "externo, externa, antiguo, antigua, anterior, importado, id antiguo",
    "barcode": "código de barras, código barras, código qr, codigo de acceso",
    "card": """
        tarjeta, carné, carnet, tarjeta de socio, tarjeta cliente, número de tarjeta, tarjeta de
        fidelización, nº tarjeta, tarjeta fidelidad, carnet de socio
    """,
    "line": "línea, líneas",
    "record": "registro fila, fila, ficha, asiento",
    "password": """
        contraseña, clave de acceso, clave secreta, hash contraseña, password, token, contraseña
        cifrada, pregunta de seguridad
    """,
    "national_number": """
        dni, nif, nie, cédula, documento de identidad, pasaporte, curp, rfc, rut, dni nif, número
        de documento, nº documento, documento, tipo de documento, cédula de identidad, número de
        identificación, tipo documento, dni nie, seguridad social, número de la seguridad social,
        dni pasaporte, documento identidad, nif nie, nif dni, carnet de identidad, cuit, cuil,
        dui, identificación, matrícula, permiso de conducir, número de dni, num documento,
        identificación fiscal, tipo de identificación, nro documento, cpf, nº afiliación seguridad
        social, número de cédula
    """,
    "bank": """
        cuenta bancaria, iban, banco, número de cuenta, titular de la cuenta, tarjeta de crédito,
        bic, domiciliación bancaria, swift, clabe, entidad bancaria, titular cuenta, cuenta
        corriente, ccc, domiciliación, titular tarjeta, mandato, domiciliado
    """,
    "health": """
        alergias, discapacidad, salud, grupo sanguíneo, certificado médico, enfermedades, médico,
        religión, minusvalía, intolerancias, seguro médico, medicación, necesidades especiales,
        obra social, restricciones alimentarias, dieta
    """,
    "date": "fecha, fecha y hora, marca temporal, día, fec, fecha hora, fechas, marca de tiempo",
    "time": "hora, duración, horario, minutos, horas",
    "calendar_part": "año, mes, semana, trimestre, temporada, ejercicio, curso escolar, día semana",
    "created": """
        creación, creado, creada, alta, fecha de alta, fecha alta, fecha de creación, dado de
        alta, creado el, fecha creación, f alta, fecha de registro, fecha registro, registro,
        creado en, fecha de ingreso, fecha entrada, fecha ingreso, f creación, fec alta, fecha de
        captura, fecha de incorporación, ingreso, fechaalta, fec registro, primer contacto, fecha
        de primer contacto, incorporación
    """,
    "added": "añadido, agregado, añadido el, fecha de adición, agregado el, incorporado",
    "registered": """
        registrado, inscripción, inscrito, fecha de inscripción, suscripción alta, miembro desde,
        cliente desde, socio desde, fecha de suscripción, registrado el, fecha inscripción,
        inscrito el, suscrito el, desde, registrada, fecha suscripción, suscrito desde,
        afiliación, fecha de afiliación, adhesión, fecha de antigüedad, antigüedad, activación,
        donante desde, fecha de matriculación, suscriptor desde
    """,
    "confirmed": "confirmado, confirmación, fecha de confirmación, confirmado el, doble opt in",
    "updated": """
        modificado, modificación, actualizado, actualización, última modificación, última
        actualización, fecha de modificación, fecha modificación, fecha de actualización,
        actualizado el, modificado el, fecha actualización, último cambio, fecha última
        modificación, f modificación, fecha última actualización, actualizado en, modificado en,
        fecha de última modificación, editado
    """,
    "last_seen": """
        última compra, último acceso, última visita, última conexión, último pedido, último
        contacto, última donación, último, última, primera compra, último inicio de sesión, última
        actividad, primer pedido, fecha última compra, última reserva, último login, última
        apertura, último clic, primera visita, primera donación, última sesión, último pago,
        última interacción
    """,
    "expiry": """
        caducidad, vencimiento, caduca, válido hasta, fecha de vencimiento, renovación, próximo,
        próxima, fecha de caducidad, validez, fin de suscripción, vence, fecha vencimiento, fecha
        caducidad, próximo pago, próxima renovación, vigencia, fecha de renovación, fecha
        renovación, expira, expiración
    """,
    "start": """
        inicio, comienzo, fecha de inicio, apertura, fecha inicio, empieza, fecha de comienzo,
        apertura puertas
    """,
    "end": """
        fin, final, fecha de fin, cierre, término, fecha fin, finalización, termina, fecha de
        finalización, fecha final
    """,
    "due": """
        plazo, fecha límite, previsto, recordatorio, programado, fecha de envío, fecha de entrega,
        entrega prevista
    """,
    "deleted": """
        eliminado, borrado, archivado, cancelado, baja, anulado, fecha de baja, cancelación,
        fallecido, fecha baja, dado de baja, inactivo, suspendido, desactivado, motivo baja,
        anulación, bloqueado, f baja, defunción
    """,
    "opt_in": """
        acepta, consentimiento, autoriza, autorización, acepta recibir, desea recibir, suscrito,
        recibe, permite, acepto, quiere recibir, suscrito newsletter, recibir, acepta publicidad,
        suscrito a newsletter, consiente, acepta comunicaciones, deseo recibir, consentimiento
        rgpd, suscripción newsletter, suscripción al boletín, autorizo, quiero recibir, acepta ser
        contactado, consentimientos, permiso, opt in, preferencias de contacto, consentimiento
        lopd, lopd, rgpd, acepta envíos, suscrita, suscrito boletín, suscripción a newsletter,
        contacto por, contactar por, contacto vía
    """,
    "opt_out": """
        dado de baja newsletter, no desea, no recibir, no enviar, lista negra, excluido, opt out,
        baja newsletter, no quiere, no acepta, desuscrito, cancelar suscripción, no contactar,
        robinson, lista robinson, no llamar, oposición, baja boletín, baja emails, bajas, rechaza,
        rechazo, revocado, no molestar, exclusión, baja comunicaciones, baja mailing, no suscrito,
        cancelada suscripción, desuscripción, no enviar email, baja publicidad
    """,
    "newsletter": """
        boletín, newsletter, boletines, boletín de noticias, boletín informativo, boletín
        electrónico, noticias, lista de correo
    """,
    "marketing": """
        publicidad, promociones, marketing, comunicaciones comerciales, ofertas, publicidad email,
        información comercial, comunicaciones, promocional, comunicación comercial, mailing,
        envíos comerciales
    """,
    "by_post": """
        correo postal, correo ordinario, envío postal, carta, postal, por correo, cartas, correo
        físico, catálogo
    """,
    "by_call": """
        llamada, llamadas, llamada telefónica, telemarketing, por teléfono, llamadas telefónicas,
        llamar, telefonear
    """,
    "unsubscribed": """
        fecha de baja newsletter, fecha de cancelación de suscripción, desuscrito el, baja el,
        fecha de desuscripción, fecha baja newsletter, fecha baja boletín, fecha de baja boletín,
        fecha revocación, fecha de baja de la lista, fecha opt out
    """,
    "refusal": "no, sin, ningún, ninguna, excepto",
    "partner": """
        socios comerciales, terceros, colaboradores, patrocinadores, ofertas de terceros, empresas
        colaboradoras, cesión a terceros, cesión de datos, patrocinador, aliados
    """,
    "terms": """
        condiciones, términos, política de privacidad, aviso legal, protección de datos, bases
        legales, derechos de imagen, términos y condiciones, bases del concurso, cookies, base
        legal, cesión imagen
    """,
    "order": """
        pedido, pedidos, compra, compras, venta, carrito, orden, orden de compra, comprado, cesta,
        órdenes
    """,
    "invoice": "factura, facturas, presupuesto, albarán, ticket factura",
    "payment": """
        pago, pagos, pagado, abono, cobro, ingreso pago, cobrado, abonado pago, cuota pago,
        depósito, anticipo
    """,
    "transaction": "transacción, operación, transacciones, movimiento, transferencia, operaciones",
    "donation": """
        donación, donativo, aportación, donaciones, donativos, aportaciones, contribución, aporte,
        apadrinamiento
    """,
    "ticket": """
        entrada, entradas, billete, boleto, boletos, localidad entrada, tique, ticket, tickets,
        tiquete, localidades entradas, abono entrada
    """,
    "booking": "reserva, reservas, reservación, cita, reservado, reservaciones",
    "product": """
        producto, productos, artículo, artículos, servicio, nombre producto, nombre del producto,
        sku, opción, ítem, opciones, concepto, paquete, mercancía, línea de producto, extras
    """,
    "membership": """
        membresía, cuota de socio, afiliación socio, fidelización, programa de fidelización,
        cuota, membresías, abono temporada
    """,
    "subscription": """
        suscripción, revista, publicación, suscripciones, edición, contrato, periódico, abono
    """,
    "event": """
        evento, espectáculo, función, concierto, actividad evento, festival, conferencia,
        exposición, obra, partido, eventos, jornada, sesión evento, taller, congreso, feria,
        película, gala, seminario, carrera, prueba, competición, encuentro, espectáculos,
        exhibición, curso evento, acto, webinar, representación, excursión
    """,
    "session": "sesión, pase, turno, franja horaria, función horario, sesiones, horario función",
    "course": """
        curso, formación, clase, cursos, programa, asignatura, materia, módulo, grupo curso,
        capacitación
    """,
    "activity": """
        actividad, acción, interacción, tarea, gestión, seguimiento, actividades, acciones,
        historial
    """,
    "visit": """
        visita, asistencia, asistió, acceso, visitas, entrada registrada, check in, validación
        entrada, escaneado, asistido, ha asistido, hora de entrada, validada, llegada, fecha de
        acceso, hora de acceso, fecha validación
    """,
    "booking_made": """
        fecha de compra, fecha de pedido, comprado el, fecha de reserva, fecha de venta, fecha de
        donación, fecha del pedido, realizado el, fecha pedido, fecha compra, fecha operación,
        fecha de la compra, fecha venta, fecha reserva, fecha de la donación, fecha de la reserva,
        fecha de operación, fecha transacción, fecha de transacción, fecha factura, fecha de
        factura, fecha de emisión, enviado el, fecha de respuesta, fecha de participación, fecha
        donación, fecha de cobro, fecha cobro, recibido el, f compra, f pedido, f venta, fecha de
        la venta, completado el, fecha emisión, fecha valor, fecha orden
    """,
    "category": """
        categoría, temática, categorías, tema, género evento, género musical, tipo de evento, tipo
        evento, tipo de espectáculo, subcategoría, género espectáculo, categoría evento
    """,
    "kind": "tipo, clase de, naturaleza, tipos",
    "venue": """
        recinto, sala, lugar, teatro, sede, lugar del evento, espacio, local, auditorio, nombre
        recinto, estadio, lugar evento, nombre del recinto, escenario, cine, museo, recinto
        evento, centro, nombre sala, ubicación evento
    """,
    "seat": """
        asiento, butaca, fila butaca, zona asiento, mesa, número de asiento, grada, sector, palco,
        dorsal, número dorsal, puerta acceso, número de butaca
    """,
    "ticket_type": """
        tipo de entrada, tarifa, tipo entrada, tipo de boleto, categoría de entrada, tipo de
        abono, tipo de socio, modalidad, tipo de suscripción, tipo de membresía, tipo de cuota,
        nombre de la entrada, tipo tarifa, nombre tarifa, tipo de tarifa, categoría de socio, tipo
        de billete, tipo de inscripción, tipo socio, nombre entrada, tipo localidad, tipo
        suscripción, clase de entrada, tipo ticket, tipo de ticket, modalidad de suscripción,
        plan, nombre del plan, pase tipo, categoría socio, cuota tipo, producto suscrito, tipo
        abono
    """,
    "amount": """
        importe, monto, importe total, total pagado, importe pagado, cantidad pagada, importe
        donación, suma, total pedido, total a pagar, precio total, valor total, importe del
        pedido, importe de la donación, total con iva, importe bruto, monto total, importe pedido,
        total compra, total factura, importe cobrado, monto pagado, monto donado, importe cuota,
        importe donado, importe abonado, total venta, importe entrada, total euros, valor, coste,
        costo, importe compra, cantidad donada, monto de la donación, total orden, importe
        operación, importe factura, total iva incluido
    """,
    "price": """
        precio, precio unitario, precio entrada, pvp, precio de la entrada, precio venta, precios,
        precio unidad
    """,
    "total": "total, totales",
    "gross": "bruto, iva incluido, con iva",
    "net": "neto, sin iva, base imponible, subtotal, importe neto, base, importe sin iva",
    "fee": """
        comisión, gastos, gastos de gestión, gastos de envío, propina, cargos, cargo por servicio,
        comisiones, gastos distribución
    """,
    "tax": "impuesto, iva, impuestos, tipo iva, importe iva, desgravación, desgrava",
    "discount": """
        descuento, cupón, código promocional, código de descuento, puntos, vale, código descuento,
        promoción, cupones, bono, tarjeta regalo, descuentos, puntos fidelidad, saldo puntos
    """,
    "refund": """
        reembolso, devolución, reembolsado, devuelto, importe devuelto, devoluciones, importe
        reembolsado
    """,
    "delivery_cost": """
        método de envío, transportista, coste de envío, número de seguimiento, tipo de envío,
        forma de envío, gastos transporte, peso, paquetería, método de entrega
    """,
    "quantity": """
        cantidad, unidades, número de entradas, uds, cant, nº de entradas, número de personas,
        plazas, nº entradas, cantidad entradas, nº personas, asistentes número, invitados,
        acompañantes número, artículos cantidad, aforo
    """,
    "currency": "moneda, divisa, código moneda, código de moneda, código divisa, tipo de moneda",
    "payment_method": """
        forma de pago, método de pago, medio de pago, tipo de pago, modo de pago, formas de pago,
        pasarela de pago, pasarela, métodos de pago
    """,
    "channel": """
        canal, canal de venta, plataforma, canal venta, punto de venta, canal de compra, canales,
        origen venta, canal de captación, medio de captación, canal reserva, taquilla
    """,
    "origin": """
        origen, fuente, procedencia, origen del contacto, fuente del contacto, origen contacto,
        fuente de origen, origen cliente, origen del cliente, fuente contacto, procedencia cliente
    """,
    "medium": "medio, anuncio, conjunto de anuncios",
    "hearing": """
        cómo nos conociste, cómo nos has conocido, cómo nos conoció, recomendado, cómo te
        enteraste, cómo se enteró, nos conociste
    """,
    "campaign": """
        campaña, nombre de campaña, nombre de la campaña, nombre campaña, campañas, código
        campaña, campaña origen, llamamiento, código de campaña
    """,
    "fund": "destino, proyecto, finalidad, destino de la donación, fondo, causa, proyecto apoyado",
    "url": "url, enlace, vínculo, dirección url",
    "page": """
        página, página de destino, url página, página vista, página de aterrizaje, url de la
        página
    """,
    "website": "sitio web, página web, web, dirección web, sitio, pagina de internet",
    "status": """
        estado, estatus, situación, activo, verificado, validado, activa, estado pedido, estado
        del pedido, fase, etapa, estado cliente, pagada, estado pago, resultado, bloqueo,
        habilitado, vigente, error, rebotado, estado suscripción
    """,
    "score": """
        puntuación, nota media, nivel, prioridad, valoración, calificación, ranking, satisfacción
    """,
    "reason": "motivo, razón, causa baja, motivo de baja, motivo de la baja, motivación, motivos",
    "note": """
        nota, notas, comentario, comentarios, observaciones, descripción, mensaje, detalle,
        asunto, observación, detalles, texto, información adicional, datos de interés, peticiones,
        memo, consulta, solicitud
    """,
    "tag": """
        etiqueta, etiquetas, grupo, grupos, lista, listas, segmento, intereses, segmentos,
        palabras clave, público, listas de distribución, temas de interés, preferencias, gustos
    """,
    "role_name": """
        rol, tipo de cliente, tipo cliente, tipo usuario, tipo de contacto, perfil usuario, tipo
        de usuario, categoría cliente, tipo contacto, roles, perfil, tipo persona, tipo de
        persona, tipo de cuenta, parentesco, relación, clase cliente, grupo cliente, grupo de
        clientes
    """,
    "count": """
        número de compras, número de pedidos, nº pedidos, media, frecuencia, número de visitas, nº
        compras, número pedidos, total visitas, aperturas, clics, número de donaciones, nº
        visitas, promedio, total entradas, veces
    """,
    "lifetime": """
        total gastado, acumulado, saldo, total compras, gasto total, facturación, importe
        acumulado, ticket medio, total donado, total pedidos, gasto acumulado, valor cliente,
        deuda, total facturado, saldo pendiente, total acumulado, crédito, importe total gastado,
        pendiente de pago, límite de crédito, total donaciones, monedero, ventas, total ventas,
        ventas totales
    """,
    "photo": """
        foto, imagen, archivo, adjunto, firma, documento adjunto, fotografía, logo, certificado,
        avatar, justificante
    """,
    "agent": """
        propietario, responsable, vendedor, comercial, gestor, creado por, modificado por,
        asignado a, agente, organizador, profesor, asesor, representante, ejecutivo, operador,
        propietario del contacto, monitor, entrenador, cajero, proveedor, atendido por, usuario
        creador, usuario alta, promotor, gestionado por, encargado, captador, distribuidor,
        mediador, ponente, usuario modificación, técnico, tutor empresa
    """,
    "relative": """
        contacto de emergencia, emergencia, padre, madre, tutor, cónyuge, hijo, hija, tutor legal,
        asistente personal, referido por, representante legal, acompañante, contacto emergencia,
        esposo, esposa, pareja, padres, familiar, nombre del padre, nombre de la madre,
        emergencias, persona de contacto emergencia, apoderado, referente, hermano, recomendado
        por, amigo, beneficiario regalo, destinatario regalo, autorizado, parentesco contacto,
        progenitor, en caso de emergencia
    """,
    "vehicle": """
        coche, vehículo, talla, camiseta, mascota, talla camiseta, talla de camiseta, perro,
        altura, peso kg
    """,
    "home": "particular, casa, personal, domicilio particular, residencia, privado, hogar",
    "work": "trabajo, oficina, profesional, laboral, corporativo, negocios",
    "billing": "facturación, facturar a, fiscal, facturar, datos de facturación, fact",
    "shipping": """
        envío, entrega, destinatario, enviar a, envíos, entregar, consignatario, despacho,
        receptor
    """,
    "buyer": """
        comprador, pagador, titular de la compra, compradora, adquirente, ordenante, titular
        compra, titular reserva, titular de la reserva, reservado por, comprado por
    """,
    "participant": """
        asistente, participante, invitado, espectador, alumno, inscrito participante, asistentes,
        participantes, alumna, estudiante, visitante, huésped, pasajero, jugador, corredor,
        deportista, viajero, titular entrada, titular de la entrada, matriculado, congresista,
        ganador, candidato, ponente invitado
    """,
    "holder": """
        cliente, clientes, contacto, socio, socios, usuario, donante, suscriptor, abonado,
        persona, miembro, afiliado, lector, usuarios, contactos, donantes, suscriptores, miembros,
        clienta, individuo, simpatizante, colaborador socio, asociado, interesado, prospecto,
        paciente, consumidor, voluntario, socia, personas, tercero, receptor email, bienhechor,
        padrino, deudor, asegurado, familia socio
    """,
    "account": "cuenta, cuentas",
    "primary": """
        principal, predeterminado, predeterminada, por defecto, preferido, habitual, preferida,
        correspondencia, actual
    """,
    "other": """
        otro, otra, secundario, alternativo, adicional, segundo, secundaria, alternativa, otros,
        segunda, temporal
    """,
    "booking_reference": """
        localizador, número de reserva, código de reserva, nº reserva, nº de reserva, localizador
        reserva, código reserva, referencia de reserva
    """,
    "receipt": "recibo, recibos, comprobante, certificado fiscal",
    "answers": "formulario, respuesta, respuestas, pregunta, preguntas, encuesta, cuestionario",
    "deal": "oportunidad, trato, negocio oportunidad",
    "filler": """
        campo, valor del campo, dato, datos, información, campo personalizado, datos personales,
        indique, introduzca, campo adicional, tienda, obligatorio, opcional, completo, completa,
        datos de contacto, nuevo, nueva, personalizado, euros, eur, formato, general
    """,
}

LOCAL: Final[dict[str, str]] = {
    "region": "estado, departamento",
    "name": "nom",
    "date": "el",
    "landline": "casa",
    "mobile": "cel",
    "status": "alta baja",
}

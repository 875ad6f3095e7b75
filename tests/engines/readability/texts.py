"""Texts that are measured by more than one test, written for Rounds."""

LEAFLET = (
    "Flu season starts in October. A flu shot is the best way to keep well this winter. It takes about two weeks to work, so get it early. "
    "Your arm may feel sore for a day. Some people feel tired or have a headache. These signs pass. You cannot get the flu from the shot. "
    "Most adults need one dose each year. Young children may need two doses. Ask your nurse which one is right for your child. "
    "You can walk in at the clinic on Mill Street from 9 to 5. Bring your health card. If you have had a bad reaction to a vaccine before, "
    "tell the nurse first. She will talk with you about what to do. Wash your hands often and stay home when you are sick. "
    "That keeps the people around you safe too."
)
REPORT = (
    "Hypertension remains the leading modifiable determinant of cardiovascular mortality in our population. The multidisciplinary "
    "committee recommends that practitioners initiate pharmacological treatment promptly and evaluate adherence at every consultation. "
    "Patients with comorbidities, for example diabetes or renal insufficiency, require individualised management. In 2025, Dr. Alvarez "
    "and colleagues demonstrated a 12.5% reduction in hospital admissions after the introduction of nurse-led follow-up clinics. "
    "Nevertheless, considerable disparities persist between metropolitan and rural communities. Implementation depends on sustainable "
    "funding, reliable information technology and continuous professional education. Further longitudinal studies are necessary to "
    "determine whether these improvements are maintained beyond the initial observation period. The full report is public."
)
POSTS = (
    "Our café opens at 7:30 a.m. today! Come say hello... We'd love to meet you. Don't forget: the nurses' choir sings at noon. "
    "Can't come? Watch it live. It's free, it's fun and it's for everyone. Dr. Lee will answer questions about sleep, e.g. how much "
    "sleep teenagers need. He works in the U.S. and in Canada. Bring a friend, a neighbour or your grandmother. "
    "The doors close at 2 p.m. so do not be late. There is a ramp at the side door, and the lift is working again. "
    "We have 25 seats left. Thank you, Riverside, for ten wonderful years together. You made this place what it is. Stay well."
)
FOLLETO = (
    "La vacuna de la gripe es segura y gratuita. Puede pedir su cita por teléfono o en el centro de salud. La enfermera le pondrá la "
    "vacuna en el brazo. Es posible que sienta un poco de dolor durante un día. Algunas personas tienen fiebre o dolor de cabeza. "
    "Estas molestias desaparecen pronto. Las personas mayores y las mujeres embarazadas deben vacunarse todos los años. También "
    "deben hacerlo las personas con enfermedades del corazón, de los pulmones o de los riñones. Si tiene alguna duda, hable con su "
    "médico. Lávese las manos con frecuencia y quédese en casa cuando esté enfermo. Así cuida también a su familia y a sus vecinos. "
    "El centro abre de lunes a viernes por la mañana y por la tarde."
)
ENGLISH = {"leaflet": LEAFLET, "report": REPORT, "posts": POSTS}

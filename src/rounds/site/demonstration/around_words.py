"""Invented texts of chats and of a contest in the demonstration."""

CHAT_QUESTIONS = (
    "What is the first thing you do when a complaint comes in at night?",
    "Which words calm people, and which make it worse?",
    "Who in your house has to know, and when?",
    "What would you tell somebody who starts on Monday?",
)
PAST_ANSWERS = (
    (0, "Olive Tamm", "name", "I say that I have seen it. Then I sleep, and answer at eight."),
    (0, "Lena Kovac", "name", "I write one kind line and give the number of the patient office."),
    (0, "Rafael Ibarra", "member", "We have a list of who is on call. It hangs beside the screen."),
    (1, "physician", "name", "“Thank you for telling us” helps. “We cannot comment” does not."),
    (1, "Marta Quill", "member", "Short sentences. And no word that the law office wrote."),
    (2, "communications", "name", "The ward, the same day. Nobody likes to read it in the paper."),
    (2, "Hana Sato", "out", "I would rather not say this in public."),
    (3, "Dr Sun-hee Park", "name", "Read ten old answers first. They teach more than the handbook."),
)
LIVE_ANSWERS = (
    ("Olive Tamm", "name", "I look whether somebody is in danger. All else can wait."),
    ("Lena Kovac", "member", "I ask a colleague to read my answer before it goes out."),
    ("Joy Adeyemi", "name", "A picture of the sea does more than ten lines of text."),
)
ESSAY = (
    "When I fell ill I stopped talking about it. People asked how I was, and I said that I was fine. "
    "It took me a long time to learn that silence is heavy, and that others carry the same weight. "
    "One evening I wrote a few lines online, without a name, about what it is like to wait. "
    "I expected nothing. By the morning strangers had written back. They told me what helped them, and they asked what helped me. "
    "That was the day on which I began to understand what these networks can do, and what they cannot. "
)
MIDDLE = (
    "They cannot heal anybody. They can show that you are not alone, and they can carry a question to people who know more. "
    "I learned to be careful. I read a post twice before I send it. I leave out who treated me, where I live and what day it was. "
    "I ask others before I speak about them. I do not argue with people who are afraid. "
    "And I say clearly what I know, what I only felt, and what I have from somebody else. "
    "A nurse once told me that my lines were read aloud in a meeting, because they said in plain words what a form could not say. "
    "I have thought about that for weeks. We often believe that we have nothing to teach. "
)
END = (
    "What I would like to learn now is how to help others to tell their story without being hurt by it. "
    "I want to hear from people who run such groups, and from those who answer for a hospital. "
    "I would bring what I have: three years of small mistakes, a list of questions that people asked me, and the wish to listen. "
    "I have never been to a conference. The way is long for me, and I cannot go alone. "
    "If I came, I would sit in the first row, ask too many questions, and write down what I hear for those who stayed at home. "
    "I think that patients should be in the room whenever people talk about patients. "
    "Not as guests who are thanked at the end, but as people who do part of the work. "
    "That is why I write this, and why I hope that you will read it to the last line."
)
TITLES = (
    ("Bo Lindqvist", "The weight of saying “fine”"),
    ("Wren Castellanos", "What strangers wrote back"),
    ("Pelle Strand", "Ten lines before breakfast"),
    ("Marta Quill", "My mother's questions"),
    ("Jonas Ferreira", "Learning to wait out loud"),
    ("Hana Sato", "A list of small mistakes"),
)
KIND = (
    "This is just how it was for us.",
    "Thank you for writing what I could not say.",
    "I read it to my sister. We both went quiet.",
    "Plain, brave and kind.",
)
RULES = """We pay for three patients or caregivers to come to the summit, with somebody beside them.

- Write about *what you learned* from telling, asking or listening online.
- Leave out what could tell who somebody is. A check helps you while you write.
- Your text stays yours. You can withdraw it at any time.
- You need not be a good writer. We look for what others can learn from you."""

"""Common given names that tell man from woman, for pronouns; names borne by both are left out."""

from __future__ import annotations

HER_NAMES = frozenset("""
agnes aisha alexandra alice alina amal amina amy ana anastasia andrea angela anita ann anna anne annalena annie aung antonia ayesha barbara
beatrice benazir bella caroline carmen catherine cecilia charlotte christine christina clara claudia cristina deborah diana dilma dina
dominique dorothy ekaterina elena elisabeth elizabeth ellen emily emma erika esther eva evelyn fatima fatou federica fiona florence gabriela
georgia giorgia gloria grace hala hanan hannah hanna heather helen helena helga hillary hina hiba ingrid irina isabel isabelle ivana jacinda
jane janet jennifer jessica joanna josefina joyce judith julia julie juliette kaja kamala karen karin kate katherine kathleen katja khadija
kristina laila lana laura layla leila lena leyla lina linda lisa liz lucia lucy ludmila lydia madeleine maia magdalena malala margaret
margarita maria mariam marie marina marta martha mary maryam mercedes mette michelle mirjana mona monica nadia najla nancy naomi natalia
natalie natasha nicola nikki nina noura olga olha oksana olivia patricia paula penny philippa rachel rania rebecca rita roberta rosa
rosemary ruth sabrina salma samantha sandra sanna sarah sara sheikh-hasina simone sofia sonia sophie stella susan susana suzanne svetlana
sylvia tatiana tatyana teresa theresa tsai tzipi ursula valentina vanessa vera veronica victoria viktoria virginia wendy yulia yvette zainab
zeinab zsuzsanna zuzana
""".split())
HIS_NAMES = frozenset("""
aaron abdel abdul abdulaziz abdullah abraham adam adel ahmad ahmed alan albert alberto alejandro aleksandar aleksandr alexander alexei
alfred ali amir anatoly anders andrei andres andrew andriy anthony antonio antony antonis antoine anwar arman artur ashraf bashar bassam ben
benjamin benny bernard bill bob boris brian bruno carl carlos charles christian christopher claude colin daniel daniyar dario david davit
denis diego dmitri dmitry dmytro donald edgar eduardo edward emmanuel enrique eric ernesto ernst evo faisal felipe felix fernando francesco
francis francisco francois frank fred gabriel gary george gerard giorgi giovanni giuseppe gordon greg gustavo hamid hans harry hassan henri
henry herbert hugo hussein ian ibrahim igor ihor ilham isaac ismail ivan jack jacob jaime jake james jamal jan javier jean jeffrey jens
jeremy jerome jim joao joe johan john jonas jonathan jorge jose josep joseph joshua juan julian karim karl keith kenneth kevin khalid khaled
khalil konstantin kwame larry lars laurent leo leon leonid louis luca luigi luis luiz mahmoud mahmud manuel marco marcos mario mark marko
markus martin massoud matteo matthew michael miguel mike mikhail milan mohamed mohammad mohammed moshe muammar muhammad mustafa mustapha
narendra nicolas nikol nikola nikolai noah oleg oleh oleksandr oleksiy olivier omar oscar osama otto pablo patrick paul pavel pedro peter
petr petro philip philippe pierre rafael ramzan raul recep ricardo richard robert roberto roger roman ronald rustam salman salva sam samir
samuel scott sebastian sergei sergey sergio serhiy shinzo simon stanislav stefan stephen steve steven stuart tariq thomas tim timothy tom
tomas tony umar vaclav valery vasily victor viktor vincent vitaly vladimir volodymyr walid walter wang-yi werner william wladimir yair yang
yasser yevgeny yitzhak yoav yousef yuri yusuf yves zoran
""".split())

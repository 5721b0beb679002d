"""The XMP packet of a finished document: who wrote it, when, and what it claims to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from xml.sax.saxutils import escape

CREATOR = "CVDesk"
PRODUCER = "CVDesk, avec ReportLab et pikepdf"

Claim = Literal["3b", "3a+ua"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself.

    Attributes:
        title: Its title, shown by viewers in place of the file name.
        author: The association.
        subject: What it is, in a sentence.
        created_at: Moment of its making, with a time zone; nothing else in the file reads a clock.
    """

    title: str
    author: str
    subject: str
    created_at: datetime

    def __post_init__(self) -> None:
        if self.created_at.tzinfo is None:
            raise ValueError("created_at has no time zone")

    @property
    def xmp_date(self) -> str:
        """The moment in the form of XMP."""
        return self.created_at.isoformat(timespec="seconds")

    @property
    def pdf_date(self) -> str:
        """The moment in the form of PDF."""
        offset = self.created_at.strftime("%z")
        return f"D:{self.created_at:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


# PDF/A asks that a property it does not know of be described in the file itself; pdfuaid is one.
_UA = """
  <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
  <rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas>
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>part</pdfaProperty:name>
         <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
         <pdfaProperty:category>internal</pdfaProperty:category>
         <pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
        </rdf:li>
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
    </rdf:Bag>
   </pdfaExtension:schemas>
  </rdf:Description>"""

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description>
    <rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt>
   </dc:description>
   <dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li></rdf:Bag></dc:language>
   <xmp:CreatorTool>{creator}</xmp:CreatorTool>
   <xmp:CreateDate>{date}</xmp:CreateDate>
   <xmp:ModifyDate>{date}</xmp:ModifyDate>
   <xmp:MetadataDate>{date}</xmp:MetadataDate>
   <pdf:Producer>{producer}</pdf:Producer>
   <pdfaid:part>3</pdfaid:part>
   <pdfaid:conformance>{conformance}</pdfaid:conformance>
  </rdf:Description>{accessibility}
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def packet(metadata: Metadata, claim: Claim) -> bytes:
    """The packet, in UTF-8.

    Args:
        metadata: What the document says of itself.
        claim: ``3b``, which pikepdf's validator can judge, or PDF/A-3a with PDF/UA-1, which it
            does not know.
    """
    return _PACKET.format(
        title=escape(metadata.title),
        author=escape(metadata.author),
        subject=escape(metadata.subject),
        creator=CREATOR,
        producer=PRODUCER,
        date=metadata.xmp_date,
        conformance="B" if claim == "3b" else "A",
        accessibility="" if claim == "3b" else _UA,
    ).encode()

namespace Akka.Remote.Serialization;

using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Serialization;
using Google.Protobuf;

/// <summary>Serializer 6: messages to a selection, whose elements are looked up on the other side.</summary>
public class MessageContainerSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        if (obj is not ActorSelectionMessage selection)
        {
            throw new ArgumentException($"Cannot serialize object of type [{obj?.GetType()}]: only ActorSelectionMessage", nameof(obj));
        }

        var envelope = new SelectionEnvelope { Payload = NestedPayloads.Wrap(system, selection.Message) };
        foreach (var element in selection.Elements)
        {
            envelope.Pattern.Add(element switch
            {
                SelectChildName name => new Selection { Type = Selection.Types.PatternType.ChildName, Matcher = name.Name },
                SelectChildPattern pattern => new Selection { Type = Selection.Types.PatternType.ChildPattern, Matcher = pattern.PatternStr },
                SelectParent => new Selection { Type = Selection.Types.PatternType.Parent },
                _ => throw new ArgumentException($"Unknown element of a selection: [{element}]", nameof(obj)),
            });
        }

        return envelope.ToByteArray();
    }

    public override object FromBinary(byte[] bytes, Type type)
    {
        var envelope = ProtoBodies.Parse(SelectionEnvelope.Parser, bytes);
        var elements = new SelectionPathElement[envelope.Pattern.Count];
        for (var i = 0; i < elements.Length; i++)
        {
            var selection = envelope.Pattern[i];
            elements[i] = selection.Type switch
            {
                Selection.Types.PatternType.ChildName => new SelectChildName(selection.Matcher),
                Selection.Types.PatternType.ChildPattern => new SelectChildPattern(selection.Matcher),
                Selection.Types.PatternType.Parent => SelectParent.Instance,
                _ => throw new SerializationException($"Unknown element of a selection: {selection.Type}"),
            };
        }

        var message = NestedPayloads.Unwrap(system, envelope.Payload) ?? throw new SerializationException("A selection without a message");
        return new ActorSelectionMessage(message, elements);
    }
}

namespace Akka.Remote.Engine;

using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

/// <summary>Turns the envelopes of one connection into tells. Belongs to the connection's read loop, which keeps their order.</summary>
internal sealed class InboundReader(Remoting remoting)
{
    private const int RememberedPaths = 1024;
    private const int RememberedManifests = 256;

    private readonly ByteKeyedCache<IInternalActorRef> _refs = new(RememberedPaths);
    private readonly ByteKeyedCache<string> _manifests = new(RememberedManifests);

    public void Deliver(ref Pdu pdu, Association association, Connection connection)
    {
        if (pdu.Recipient.IsEmpty)
        {
            throw new PduException("an envelope without a recipient");
        }

        var recipient = Resolve(pdu.Recipient);
        var sender = pdu.Sender.IsEmpty ? ActorRefs.NoSender : Resolve(pdu.Sender);
        // The one copy on the way in: the serializer may keep the array.
        var bytes = GC.AllocateUninitializedArray<byte>(pdu.Message.Length);
        pdu.Message.CopyTo(bytes);
        var serializerId = pdu.SerializerId;
        var manifest = ManifestOf(pdu.Manifest);

        if (pdu.Sequence == Pdu.NoSequence)
        {
            Hand(bytes, serializerId, manifest, recipient, sender);
        }
        else
        {
            HandInOrder(association, connection, pdu.Sequence, bytes, serializerId, manifest, recipient);
        }
    }

    /// <summary>Apart, so that only system messages pay for what the delegate keeps.</summary>
    private void HandInOrder(
        Association association, Connection connection, ulong sequence, byte[] bytes, int serializerId, string manifest, IInternalActorRef recipient) =>
        association.OnSystemMessage(connection, sequence, () => Hand(bytes, serializerId, manifest, recipient, ActorRefs.NoSender));

    private void Hand(byte[] bytes, int serializerId, string manifest, IInternalActorRef recipient, IActorRef? sender)
    {
        if (TryDeserialize(bytes, serializerId, manifest, recipient, out var message))
        {
            remoting.Dispatch(recipient, message, sender);
        }
    }

    private bool TryDeserialize(byte[] bytes, int serializerId, string manifest, IActorRef recipient, out object message)
    {
        try
        {
            message = remoting.Codec.Deserialize(bytes, serializerId, manifest);
            return true;
        }
        catch (Exception e)
        {
            remoting.Log.Error(
                e,
                "A message for [{0}] could not be read (serializer {1}, manifest [{2}], {3} bytes) and is dropped",
                recipient,
                serializerId,
                manifest,
                bytes.Length);
            message = null!;
            return false;
        }
    }

    private IInternalActorRef Resolve(ReadOnlySpan<byte> path)
    {
        if (_refs.Find(path) is { } known)
        {
            if (known is RemoteActorRef || !known.IsTerminated)
            {
                return known;
            }

            _refs.Forget(path);
        }

        var found = (IInternalActorRef)remoting.Provider.ResolveActorRef(Encoding.UTF8.GetString(path));
        // A path with a uid means one actor for ever; one without may mean another actor tomorrow.
        if (path.Contains((byte)'#') && found is (RemoteActorRef or ActorRefWithCell))
        {
            _refs.Put(path, found);
        }

        return found;
    }

    private string ManifestOf(ReadOnlySpan<byte> manifest)
    {
        if (manifest.IsEmpty)
        {
            return "";
        }

        if (_manifests.Find(manifest) is { } known)
        {
            return known;
        }

        var text = Encoding.UTF8.GetString(manifest);
        _manifests.Put(manifest, text);
        return text;
    }
}
